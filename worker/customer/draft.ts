/** A message before it has its place on the line. */
import type { Body, Message, Speaker } from '../../shared/message.ts';
import type { Endpoint } from './store.ts';

/** What is to be appended; `endpoint` null: on no address. */
export type Draft = {
  endpoint: Endpoint | null;
  direction: Message['direction'];
  speaker: Speaker;
  body: Body;
  status: Message['status'];
  source?: Message['source'];
  client?: Message['client'];
  quote?: Message['quote'];
  mentions?: Message['mentions'];
  automatic?: Message['automatic'];
};
