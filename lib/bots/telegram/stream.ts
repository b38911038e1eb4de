import type { OpenChat } from '../chats';
import { TooEarly } from '../queue/worker';
import { call, type Telegram } from './api';
import { partial } from './message';

/**
 * Between two calls for one chat: Telegram's guide asks for no more than one message a second in a chat, and answers 429
 * to who goes on (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this, read 2026-11).
 */
const EVERY_MS = 1200;
/** An answer that is there at once is sent whole. */
const FIRST_MS = 700;

/** An answer that is shown while it is being written: one message, edited as often as Telegram allows. */
export class Stream {
  private text = '';
  private shown = '';
  private next = 0;
  private going: Promise<void> | undefined;

  /** @param message_id of an earlier attempt: it is edited on @param onSent is told of the message once it is there */
  constructor(
    private readonly telegram: Telegram,
    private readonly chat: OpenChat,
    public message_id: number | undefined,
    private readonly onSent: (message_id: number) => Promise<void>,
  ) {}

  /** The whole text up to now. Returns at once: what comes while a call is going is shown by the next. */
  show(text: string): void {
    if (this.text === '') this.next = performance.now() + FIRST_MS;
    this.text = text;
    if (this.going || performance.now() < this.next || this.shown === text) return;
    this.going = this.send(text)
      .catch((thrown) => {
        // The last word will be sent by whoever delivers the answer.
        this.next = performance.now() + 1000 * (thrown instanceof TooEarly ? thrown.seconds : 5);
      })
      .finally(() => {
        this.going = undefined;
      });
  }

  /** Waits for the call that is going, and until another may be made. */
  async end(): Promise<void> {
    await this.going;
    const wait = this.message_id === undefined ? 0 : this.next - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  }

  private async send(text: string): Promise<void> {
    const address = this.chat.address as string;
    const { message_id } = this;
    if (message_id !== undefined) {
      await call(this.telegram, (api) => api.editMessageText(address, message_id, partial(text)));
    } else {
      const sent = await call(this.telegram, (api) => api.sendMessage(address, partial(text)));
      this.message_id = sent?.message_id;
      if (sent) await this.onSent(sent.message_id);
    }
    this.shown = text;
    this.next = performance.now() + EVERY_MS;
  }
}
