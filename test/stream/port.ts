/** A server that conformance cases run against, with the network between it and each client in the case's hands. */
import type { Dial, Door } from '../../web/client/ports.ts';

/** What a client's network is like at the moment. */
export type Network = {
  down: boolean;
  deaf: boolean;
  echo: boolean;
  /** Hold the next server frame back until one more has passed. */
  swap: boolean;
  sockets: boolean;
};

/** A server to play against. */
export type ServerPort = {
  /** The ways a client goes, through its network. */
  door(network: Network): Door;
  dial(network: Network): Dial;
  /** Breaks the sockets that went through this network. */
  cut(network: Network, code: number): void;
  /** The company's side says something. */
  company(text: string): Promise<void>;
  /** Forget the changes one could resume from. */
  forget(): Promise<void>;
  /** Texts of the line, in order. */
  texts(): Promise<string[]>;
};
