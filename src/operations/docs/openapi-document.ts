import { z } from 'zod';
import type { AnswerDescription, Content, RouteDescription } from '../../platform/http/route-description';

type Json = Record<string, unknown>;

const SCHEMES = {
  cle: {
    type: 'http',
    scheme: 'bearer',
    description: 'Clé d’API\u00a0: courrier api-key create --scope ingest|operate',
  },
  session: { type: 'apiKey', in: 'cookie', name: 'courrier_bureau', description: 'Session du bureau' },
};

/** The OpenAPI 3.1 document of these routes; its schemas are JSON Schema 2020-12, made from those that validate. */
export function openApiDocument(routes: readonly RouteDescription[], server: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Courrier',
      version: '1',
      description:
        'Le courrier d’une Caf\u00a0: reçu, identifié par le NIR, répondu. Les erreurs sont des «\u00a0problem details\u00a0» (RFC 9457).',
    },
    servers: [{ url: server }],
    tags: [...new Set(routes.map(({ group }) => group))].map((name) => ({ name })),
    paths,
    components: { securitySchemes: SCHEMES },
  };
}

function operation({ group, title, about, allows, parameters = [], bodies = [], answers }: RouteDescription): Json {
  const scopes = allows.filter((one) => one !== 'session');
  return {
    tags: [group],
    summary: title,
    description: scopes.length === 0 ? about : `${about} Portée\u00a0: ${scopes.join(' ou ')}.`,
    security: [...(scopes.length > 0 ? [{ cle: [] }] : []), ...(allows.includes('session') ? [{ session: [] }] : [])],
    parameters: parameters.map(({ name, in: where, about: description, schema, example }) => ({
      name,
      in: where,
      description,
      required: where === 'path',
      schema: jsonSchema(schema),
      example,
    })),
    ...(bodies.length === 0
      ? {}
      : { requestBody: { required: true, content: Object.assign({}, ...bodies.map((body) => media(body, 'input'))) } }),
    responses: Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, response(answer)])),
  };
}

function response({ about, content }: AnswerDescription): Json {
  return { description: about, ...(content === undefined ? {} : { content: media(content, 'output') }) };
}

function media({ type, schema, example, about }: Content, io: 'input' | 'output'): Json {
  const described = about === undefined ? {} : { description: about };
  const body = schema === undefined ? { ...described } : { ...jsonSchema(schema, io), ...described };
  return { [type]: { schema: body, ...(example === undefined ? {} : { example }) } };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output' = 'input'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io }) as Json;
  return rest;
}
