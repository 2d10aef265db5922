import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { SettledText } from './train';

const line = z.object({
  kind: z.string().regex(/^[a-z]+(?:-[a-z]+)*$/),
  subject: z.string().default(''),
  text: z.string(),
});

/** @throws Error in French with the number of the first line that is not as expected, never its content */
export async function* readSettledFile(file: string): AsyncGenerator<SettledText> {
  const input = createReadStream(file, 'utf8');
  await new Promise<void>((resolve, reject) => input.once('ready', () => resolve()).once('error', reject)).catch(() => {
    throw new Error(`«\u00a0${file}\u00a0»\u00a0: fichier introuvable ou illisible`);
  });
  let number = 0;
  for await (const written of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (written.trim() === '') continue;
    const parsed = line.safeParse(parsedJson(written));
    if (!parsed.success) throw new Error(`ligne ${number}\u00a0: {"kind","subject","text"} attendu`);
    const { kind, subject, text } = parsed.data;
    yield { kind, texts: [subject, text] };
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
