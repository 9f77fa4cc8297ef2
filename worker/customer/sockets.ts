/** A screen's socket as it sleeps and wakes: what it remembers, and the ways to write to it and to close it. */
import { closeCodes, type ServerFrame } from '../../shared/frame.ts';
import type { Attachment } from './stream.ts';

/** What was attached in this waking; after sleep it is read back from the socket. */
const attached = new WeakMap<WebSocket, Attachment>();

export function attachmentOf(socket: WebSocket): Attachment | null {
  return attached.get(socket) ?? (socket.deserializeAttachment() as Attachment | null);
}

export function attach(socket: WebSocket, attachment: Attachment): void {
  attached.set(socket, attachment);
  socket.serializeAttachment(attachment);
}

/** Sends on a socket that may just have closed: the closed one resumes later from its position. */
export function post(socket: WebSocket, frame: string | ServerFrame): void {
  if (socket.readyState !== WebSocket.OPEN) return;
  socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
}

export function shut(socket: WebSocket, how: keyof typeof closeCodes, why: string): void {
  if (socket.readyState === WebSocket.OPEN) socket.close(closeCodes[how], why);
}
