import { z } from 'zod';

/** What stands behind a route's body or answer: a JSON shape with an example that it accepts, or bytes of another type. */
export interface Content {
  readonly type: string;
  /** None for what is not JSON. */
  readonly schema?: z.ZodType;
  readonly example?: unknown;
  readonly about?: string;
}

export interface AnswerDescription {
  readonly about: string;
  readonly content?: Content;
}

export interface ParameterDescription {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly about: string;
  readonly schema: z.ZodType;
  readonly example: string;
}

/** A route as people read it, written beside the code that serves it. French, but for names. */
export interface RouteDescription {
  readonly method: 'get' | 'post';
  /** As the router has it: `/api/correspondences/:id`. */
  readonly path: string;
  readonly group: string;
  readonly title: string;
  readonly about: string;
  /** Scopes of the keys that may call it; `session` for the desk's own; nobody is asked where it is empty. */
  readonly allows: readonly ('ingest' | 'operate' | 'session')[];
  readonly parameters?: readonly ParameterDescription[];
  readonly bodies?: readonly Content[];
  readonly answers: Readonly<Record<number, AnswerDescription>>;
}

export const problemSchema = z.looseObject({
  type: z.string().describe('RFC 9457\u00a0; toujours about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('Ce qui ne va pas et quoi faire, en français'),
});

/** A refusal, with the detail that shows what it looks like. */
export const refusal = (status: number, about: string, title: string, detail: string): AnswerDescription => ({
  about,
  content: {
    type: 'application/problem+json',
    schema: problemSchema,
    example: { type: 'about:blank', title, status, detail },
  },
});

/** What every route that asks for a key may answer. */
export const KEY_REFUSALS = {
  401: refusal(
    401,
    'Clé absente ou inconnue',
    'Clé absente ou inconnue',
    'Donnez une clé d’API\u00a0: Authorization: Bearer …',
  ),
  403: refusal(
    403,
    'La clé n’a pas la portée voulue',
    'Droit insuffisant',
    'Cette clé n’a pas la portée «\u00a0operate\u00a0».',
  ),
} as const;
