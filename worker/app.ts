/** All routes on one page. */
import { Hono } from 'hono';
import type { Env } from './env.ts';

export const app = new Hono<{ Bindings: Env }>();

app.get('/healthz', (context) => context.json({ ok: true }));
