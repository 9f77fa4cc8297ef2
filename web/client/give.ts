/** Gives a file to the gateway, with progress; one request, which can be called off. */
import type { MediaView } from '../../shared/media.ts';
import type { Answer } from './ports.ts';
import { readAnswer } from './net.ts';

/** A file on its way. */
export type Giving = { done: Promise<Answer<{ media: MediaView }>>; stop(): void };

/** `path` with its query; `bearer` null: the cookie speaks. `progress` is told shares from 0 to 1. */
export function giveFile(path: string, file: Blob, bearer: string | null, progress: (share: number) => void): Giving {
  const request = new XMLHttpRequest();
  const done = new Promise<Answer<{ media: MediaView }>>((resolve) => {
    const broken = () => resolve({ ok: false, code: 'unavailable', detail: 'The network did not answer.' });
    request.open('POST', path);
    if (bearer !== null) request.setRequestHeader('authorization', `Bearer ${bearer}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.timeout = 300_000;
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const answer = readAnswer(request.responseText);
      if (!answer.ok) return resolve(answer);
      if (!('media' in answer)) return broken();
      resolve(answer as { ok: true; media: MediaView });
    };
    request.onerror = broken;
    request.ontimeout = broken;
    request.onabort = () => resolve({ ok: false, code: 'cancelled', detail: '' });
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}
