/** The peer: socket.io and SQLite that flushes every commit, doing an insert and a fan-out to two. */
import { createServer } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';

/** Messages per second of so many rooms, each with a sender and a second member, one message in flight each. */
export async function peerRate(data: string, port: number, rooms: number, ms: number): Promise<number> {
  const database = new DatabaseSync(join(data, 'peer.sqlite'));
  database.exec('pragma journal_mode = wal; pragma synchronous = full');
  database.exec('create table message (id integer primary key, room text, body text) strict');
  const insert = database.prepare('insert into message (room, body) values (?, ?)');
  const http = createServer();
  const server = new Server(http);
  server.on('connection', (socket) => {
    const room = String(socket.handshake.query['room']);
    void socket.join(room);
    socket.on('say', (body: string, done: () => void) => {
      insert.run(room, body);
      server.to(room).emit('said', body);
      done();
    });
  });
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  const sockets = Array.from({ length: rooms * 2 }, (_, index) =>
    io(`http://127.0.0.1:${port}`, { query: { room: String(index >> 1) }, transports: ['websocket'], forceNew: true }),
  );
  await Promise.all(sockets.map((one) => new Promise<void>((resolve) => one.on('connect', resolve))));
  let count = 0;
  const began = performance.now();
  await Promise.all(
    sockets
      .filter((_, index) => index % 2 === 0)
      .map(async (one) => {
        while (performance.now() - began < ms) {
          await one.emitWithAck('say', `第 ${count} 条`);
          count += 1;
        }
      }),
  );
  const rate = (count * 1000) / (performance.now() - began);
  for (const one of sockets) one.close();
  await server.close();
  database.close();
  return rate;
}
