import type { AskingHouse } from './asking-house';

/** An agent at the desk of a house: opens its pages and sends its forms. */
export class DeskSession {
  private constructor(
    private readonly house: AskingHouse,
    private readonly cookie: string,
  ) {}

  static async open(house: AskingHouse): Promise<DeskSession> {
    const cle = await house.running.house.apiKeys.create('operate', 'Agent d’essai');
    const entered = await fetch(`${house.url}/bureau/entrer`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ cle }),
    });
    return new DeskSession(house, (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '');
  }

  async page(path: string): Promise<string> {
    return (await fetch(`${this.house.url}${path}`, { headers: { cookie: this.cookie } })).text();
  }

  async send(path: string, form: Readonly<Record<string, string>>) {
    const response = await fetch(`${this.house.url}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: this.cookie },
      body: new URLSearchParams(form),
    });
    return { status: response.status, location: response.headers.get('location'), html: await response.text() };
  }
}
