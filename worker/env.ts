/** The bindings and variables the platform gives us; read through config.ts only. */
import type {
  CustomerCalls,
  DeskCalls,
  IdentityCalls,
  KnowledgeCalls,
  ProviderCalls,
  SeatCalls,
  StaffCalls,
} from '../shared/actors.ts';
import type { MediaCalls } from '../shared/media.ts';
import type { LedgerCalls } from '../shared/ledger.ts';
import type { DirectoryCalls } from '../shared/directory.ts';
import type { QualityCalls } from '../shared/quality.ts';
import type { WebhookCalls } from '../shared/webhook.ts';
import type { CodesCalls } from '../shared/codes.ts';
import type { OutreachCalls } from '../shared/campaign/calls.ts';
import type { KeysCalls } from '../shared/keys.ts';
import type { DocketCalls } from '../shared/docket.ts';
import type { WatchCalls } from '../shared/operations/calls.ts';
import type { SettingsCalls } from '../shared/settings.ts';
import type { TopicsCalls } from '../shared/topics/api.ts';

/** An actor of another room: its calls, and `fetch` for sockets. */
export type Actor<Calls> = Calls & { fetch(request: Request): Promise<Response> };
/** A namespace by name; the runtime's own type would drag every actor's class into every room. */
export type Actors<Calls> = { getByName(name: string): Actor<Calls> };

export type Env = {
  CUSTOMER: Actors<CustomerCalls>;
  IDENTITY: Actors<IdentityCalls>;
  DESK: Actors<DeskCalls>;
  SEAT: Actors<SeatCalls>;
  STAFF: Actors<StaffCalls>;
  PROVIDER: Actors<ProviderCalls>;
  KNOWLEDGE: Actors<KnowledgeCalls>;
  SETTINGS: Actors<SettingsCalls>;
  DOCKET: Actors<DocketCalls>;
  CODES: Actors<CodesCalls>;
  KEYS: Actors<KeysCalls>;
  OUTREACH: Actors<OutreachCalls>;
  WEBHOOK: Actors<WebhookCalls>;
  QUALITY: Actors<QualityCalls>;
  DIRECTORY: Actors<DirectoryCalls>;
  LEDGER: Actors<LedgerCalls>;
  MEDIA: Actors<MediaCalls>;
  WATCH: Actors<WatchCalls>;
  TOPICS: Actors<TopicsCalls>;
  /** The built screens; `fetch` answers files by path (workerd's disk service or Workers Static Assets). */
  ASSETS: { fetch(request: Request): Promise<Response> };
  /** The simulated outside world; absent in production. */
  SANDBOX?: { fetch(request: Request): Promise<Response> };
  /** JSON list, see channels/account.ts. */
  ACCOUNTS: string;
  /** ≥ 32 random bytes, base64url: session tokens, routes, keyed hashes are derived from it. */
  SECRET: string;
  /** The address the world reaches us by, without a trailing slash. */
  PUBLIC_URL: string;
  /** The company's HTTP hook for orders: address and shared secret; both or none. */
  COMPANY_HOOK_URL?: string;
  COMPANY_HOOK_SECRET?: string;
  /** `yes`: the hook is asked what voices say (docs/hooks.md). */
  COMPANY_HOOK_TRANSCRIBES?: string;
  /** `yes`: the hook is told when an APP that isn't connected has news; `words`: with the words (docs/hooks.md). */
  COMPANY_HOOK_PUSHES?: string;
  /** Signed relay for outgoing calls from a fixed address; both or none (absent: direct). */
  RELAY_URL?: string;
  RELAY_SECRET?: string;
  /** JSON, see language-model.ts; absent or `off`: no model is asked. */
  LANGUAGE_MODEL?: string;
  /** Where the deployment and its customers are: `cn` (also when absent) or `elsewhere`. */
  REGION?: string;
  /** Workers AI, where the platform has it. */
  AI?: { run(model: string, input: object): Promise<unknown> };
  /** `demo`: an empty knowledge base begins with the demo company's entries. */
  KNOWLEDGE_SEED?: string;
  /** How long a turn may wait for an isolate's first version of the knowledge, in milliseconds; absent: 1000. */
  KNOWLEDGE_WAIT_MS?: string;
  /** Word with which the operator's own commands prove themselves (first owner, sign-in link). */
  OPERATOR_KEY?: string;
  /** Word with which Prometheus asks `/metrics`; absent: nobody may. */
  METRICS_KEY?: string;
};

/** What the hall's routes are given: the platform's bindings, the trace of the request, and the account of a hook. */
export type Hall = { Bindings: Env; Variables: { trace: string; account?: string } };
