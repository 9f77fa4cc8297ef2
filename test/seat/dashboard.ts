/** An agent's dashboard under test: opens sockets on a seat and keeps what it was told. */
import { env } from 'cloudflare:workers';
import { STREAM_VERSION, type Position } from '../../shared/frame.ts';
import { applyDesk, emptyDeskView, type Conversation, type DeskView, type SeatServerFrame } from '../../shared/seat.ts';
import { must } from '../results.ts';
import { until } from '../world.ts';

let made = 0;

/** A seat nobody else uses. */
export function freshAgent(role = 'agent'): { id: string; name: string; role: string } {
  made += 1;
  return { id: `m_${made}_${Math.floor(performance.now())}`, name: `客服${made}`, role };
}

export const seatOf = (agent: { id: string }) => env.SEAT.getByName(agent.id);

export class Dashboard {
  readonly frames: SeatServerFrame[] = [];
  readonly pongs: string[] = [];
  readonly socket: WebSocket;
  closed: number | null = null;
  /** Answers when asked whether it is there. */
  alive = true;
  probes = 0;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.accept();
    socket.addEventListener('message', ({ data }) => {
      if (data === 'pong') return void this.pongs.push(data);
      const frame = JSON.parse(String(data)) as SeatServerFrame;
      if (frame.type !== 'probe') return void this.frames.push(frame);
      this.probes += 1;
      if (this.alive) socket.send('ping');
    });
    socket.addEventListener('close', ({ code }) => {
      this.closed = code;
    });
  }

  say(frame: object | string): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  of<Type extends SeatServerFrame['type']>(type: Type): Extract<SeatServerFrame, { type: Type }>[] {
    return this.frames.filter((frame): frame is Extract<SeatServerFrame, { type: Type }> => frame.type === type);
  }

  next<Type extends SeatServerFrame['type']>(
    type: Type,
    match: (frame: Extract<SeatServerFrame, { type: Type }>) => boolean = () => true,
  ): Promise<Extract<SeatServerFrame, { type: Type }>> {
    return until(`a ${type} frame`, () => this.of(type).find(match));
  }

  /** The desk as the frames told it. */
  get desk(): DeskView {
    return this.of('desk').reduce((view, frame) => applyDesk(view, frame.desk) ?? view, emptyDeskView);
  }

  /** Where it stands: the last event, or the reset. */
  get position(): Position {
    const epoch = this.of('welcome')[0]?.epoch ?? '';
    const revision = [...this.of('reset'), ...this.of('event')].reduce((most, one) => Math.max(most, one.revision), 0);
    return { epoch, revision };
  }
}

export async function socketTo(agent: { id: string }): Promise<Dashboard> {
  const response = await seatOf(agent).fetch(new Request('http://seat/', { headers: { upgrade: 'websocket' } }));
  if (!response.webSocket) throw new Error(`no socket: ${response.status}`);
  return new Dashboard(response.webSocket);
}

export async function openDashboard(
  agent: { id: string; name: string; role: string },
  { instance = 'i1', position = null }: { instance?: string; position?: Position | null } = {},
): Promise<Dashboard> {
  const { ticket } = must(await seatOf(agent).ticket(agent));
  const dashboard = await socketTo(agent);
  dashboard.say({ type: 'hello', version: STREAM_VERSION, ticket, instance, position });
  await dashboard.next('welcome');
  return dashboard;
}

export function row(customer: string, revision: number, given: Partial<Conversation> = {}): Conversation {
  return {
    ...{ customer, name: customer, session: `s_${customer}`, state: 'agent', fence: 1, channels: ['web'], unread: 1 },
    last: { text: `words ${revision}`, at: 1_800_000_000_000 + revision, speaker: 'customer', channel: 'web' },
    ...{ waitingSince: null, urgency: 'normal', revision },
    ...given,
  };
}
