import 'reflect-metadata';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { httpRoutes } from '../../../src/house/http-routes';
import { renderDocs } from '../../../src/operations/docs/docs-page';
import { openApiDocument } from '../../../src/operations/docs/openapi-document';

/** What /docs tells of the routes. Real: every controller's own metadata, the descriptions. Fake: nothing. */
const SRC = path.resolve(__dirname, '../../../src');

function controllerFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return controllerFiles(full);
    return entry.name.endsWith('.controller.ts') ? [full] : [];
  });
}

/** «get /health/live» of each method that Nest routes to. */
function routesOf(file: string): string[] {
  const exported = Object.values(require(file) as Record<string, unknown>);
  return exported.flatMap((one) => {
    const base: unknown = typeof one === 'function' ? Reflect.getMetadata(PATH_METADATA, one) : undefined;
    if (typeof one !== 'function' || typeof base !== 'string') return [];
    const prototype = one.prototype as Record<string, object>;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const handler = prototype[name] as object;
      const method: RequestMethod | undefined = Reflect.getMetadata(METHOD_METADATA, handler);
      if (method === undefined) return [];
      const own = Reflect.getMetadata(PATH_METADATA, handler) as string;
      const full = `/${base}/${own}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
      return [`${RequestMethod[method].toLowerCase()} ${full}`];
    });
  });
}

describe('/docs', () => {
  const described = httpRoutes.map(({ method, path: where }) => `${method} ${where}`).sort();

  it('describes every route of the application, and none that is not there', () => {
    const served = controllerFiles(SRC).flatMap(routesOf).sort();
    expect(served.length).toBeGreaterThan(10);
    expect(described).toEqual(served);
  });

  const examples = httpRoutes.flatMap(({ method, path: where, bodies = [], parameters = [], answers }) => [
    ...bodies.map((body) => [`${method} ${where}`, body] as const),
    ...parameters.map((one) => [`${method} ${where} ${one.name}`, one] as const),
    ...Object.entries(answers).flatMap(([status, { content }]) =>
      content === undefined ? [] : [[`${method} ${where} ${status}`, content] as const],
    ),
  ]);
  it.each(examples)('has an example that validates, and a schema for it: %s', (_where, { schema, example }) => {
    expect(schema === undefined).toBe(example === undefined);
    if (schema !== undefined) schema.parse(example);
  });

  it('names in each path the parameters that it describes, and says of each refusal its own status', () => {
    for (const { path: where, parameters = [], answers } of httpRoutes) {
      const named = [...where.matchAll(/:(\w+)/g)].map(([, name]) => name);
      expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(named);
      for (const [status, { content }] of Object.entries(answers))
        if (content?.type === 'application/problem+json')
          expect((content.example as { status: number }).status).toBe(Number(status));
    }
  });

  it('is an OpenAPI 3.1 document whose every route carries its keys and answers', () => {
    const document = JSON.parse(JSON.stringify(openApiDocument(httpRoutes, 'https://courrier.exemple.invalid')));
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.paths['/api/correspondences/{id}/decision'].post).toMatchObject({
      security: [{ cle: [] }],
      requestBody: { content: { 'application/json': { schema: { additionalProperties: false } } } },
      responses: { 202: expect.anything(), 401: expect.anything(), 409: expect.anything() },
    });
    expect(document.paths['/health/live'].get.security).toEqual([]);
  });

  it('is a page without a script, in which nothing comes from elsewhere', () => {
    const page = renderDocs(httpRoutes);
    expect(page).not.toMatch(/<script|https?:\/\/|\son\w+=/i);
    for (const { path: where } of httpRoutes) expect(page).toContain(where);
  });
});
