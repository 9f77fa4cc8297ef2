import { computed, type ComputedRef } from 'vue';
import { useWords } from '../locale/locale.ts';
import type { Command } from './commands.ts';

/** The open conversation as commands drive it. */
type Talk = {
  mine: boolean;
  takeable: boolean;
  take(): void;
  end(): void;
  write(mode: 'reply' | 'note'): void;
  suggest(): void;
};
type Given = {
  talk: () => Talk | null;
  customer: () => string | null;
  ticket: () => void;
  panel: () => void;
  sheet: () => void;
};

/** What the command bar can do with the open conversation. */
export function useTalkCommands({ talk: talkOf, customer, ticket, panel, sheet }: Given): ComputedRef<Command[]> {
  const words = useWords();
  return computed(() => {
    const talk = talkOf();
    const all: (Command & { when: boolean })[] = [
      {
        key: 'take',
        when: talk?.takeable === true,
        label: words.t('keys.take'),
        icon: 'undertake',
        keys: 'T',
        run: () => talk?.take(),
      },
      {
        key: 'reply',
        when: talk?.mine === true,
        label: words.t('keys.reply'),
        icon: 'edit',
        keys: 'R',
        run: () => talk?.write('reply'),
      },
      {
        key: 'note',
        when: customer() !== null,
        label: words.t('keys.note'),
        icon: 'file',
        keys: 'N',
        run: () => talk?.write('note'),
      },
      {
        key: 'suggest',
        when: talk?.mine === true,
        label: words.t('keys.suggest'),
        icon: 'tips',
        keys: 'S',
        run: () => talk?.suggest(),
      },
      {
        key: 'close',
        when: talk?.mine === true,
        label: words.t('keys.close'),
        icon: 'check-circle',
        keys: 'Alt+E',
        run: () => talk?.end(),
      },
      {
        key: 'ticket',
        when: customer() !== null,
        label: words.t('keys.ticket'),
        icon: 'file',
        run: ticket,
      },
      {
        key: 'panel',
        when: customer() !== null,
        label: words.t('thread.panel'),
        icon: 'user',
        run: panel,
      },
      {
        key: 'keys',
        when: true,
        label: words.t('keys.title'),
        icon: 'keyboard',
        keys: '?',
        run: sheet,
      },
    ];
    return all.filter((one) => one.when);
  });
}
