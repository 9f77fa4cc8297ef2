import { Refusal, type Phone } from './api.ts';

/** What the owner of the demo declared in WeChat's console (小程序用户隐私保护指引). */
const DECLARED = new Set(['chooseMedia', 'chooseMessageFile', 'startRecord', 'setClipboardData']);

/** A refused question is not asked again for so long. */
const SILENT_MS = 10_000;

/** What the person has allowed, kept as long as the phone: the privacy guide, and each permission. */
export class Consent {
  readonly #phone: Phone;
  #refusedAt = 0;

  constructor(phone: Phone) {
    this.#phone = phone;
  }

  get agreed(): boolean {
    return this.#read('privacy') === 'yes';
  }

  /** null: never asked. */
  permission(scope: string): boolean | null {
    const held = this.#read(scope);
    return held === null ? null : held === 'yes';
  }

  /** An interface that touches what is private: declared, and agreed to by the person, or refused in WeChat's words. */
  async privacy(api: string): Promise<void> {
    const declared = this.#phone.answer('privacyGuide', { apis: [...DECLARED] })['apis'] as string[];
    if (!declared.includes(api)) {
      throw new Refusal('api scope is not declared in the privacy agreement', { errno: 112 });
    }
    if (this.agreed) return;
    const refused = () => new Refusal('privacy permission is not authorized', { errno: 104 });
    if (Date.now() - this.#refusedAt < SILENT_MS) throw refused();
    const answer = await this.#phone.layers.dialog({
      title: '用户隐私保护提示',
      content: '使用前请阅读《一线小程序隐私保护指引》。点击“同意”后继续。',
      cancelText: '拒绝',
      confirmText: '同意',
    });
    if (answer === undefined) {
      this.#refusedAt = Date.now();
      throw refused();
    }
    this.#write('privacy', 'yes');
  }

  /** A permission of the system, asked once; refused, only the settings give it. */
  async allow(scope: string, words: string): Promise<void> {
    const held = this.permission(scope);
    if (held === true) return;
    if (held === null) {
      const answer = await this.#phone.layers.dialog({
        title: '一线 申请',
        content: words,
        cancelText: '拒绝',
        confirmText: '允许',
      });
      this.#write(scope, answer === undefined ? 'no' : 'yes');
      if (answer !== undefined) return;
    }
    throw new Refusal('auth deny', { errno: 103 });
  }

  /** The settings' page: what was asked for can be given here. */
  async settings(): Promise<Record<string, boolean>> {
    if (this.permission('scope.record') === false) {
      const answer = await this.#phone.layers.dialog({
        title: '设置',
        content: '允许使用麦克风？',
        confirmText: '打开',
      });
      if (answer !== undefined) this.#write('scope.record', 'yes');
    }
    return this.given();
  }

  given(): Record<string, boolean> {
    const record = this.permission('scope.record');
    return record === null ? {} : { 'scope.record': record };
  }

  #read(name: string): string | null {
    return localStorage.getItem(`phone:${this.#phone.persona}:${name}`);
  }

  #write(name: string, value: string): void {
    localStorage.setItem(`phone:${this.#phone.persona}:${name}`, value);
  }
}
