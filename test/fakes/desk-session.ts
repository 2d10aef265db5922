import type { AskingHouse } from './asking-house';
import { type AtTheDesk, enterByKey } from './at-the-desk';

/** An agent at the desk of a house: opens its pages and sends its forms. */
export class DeskSession {
  private constructor(private readonly desk: AtTheDesk) {}

  static async open(house: AskingHouse): Promise<DeskSession> {
    const key = await house.running.house.apiKeys.create('operate', 'Agent d’essai');
    return new DeskSession(await enterByKey(house.url, key));
  }

  async page(path: string): Promise<string> {
    return (await this.desk.get(path)).text();
  }

  /** With the session's token in the form. */
  async send(path: string, form: Readonly<Record<string, string>>) {
    const response = await this.desk.post(path, form);
    return { status: response.status, location: response.headers.get('location'), html: await response.text() };
  }
}
