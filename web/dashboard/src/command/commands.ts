import type { IconName } from '../ui/icons.ts';

/** Something the command bar can do. */
export type Command = { key: string; label: string; icon: IconName; keys?: string; run: () => void };
