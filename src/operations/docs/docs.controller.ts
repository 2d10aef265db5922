import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { RouteDescription } from '../../platform/http/route-description';
import { renderDocs } from './docs-page';
import { openApiDocument } from './openapi-document';

/** The descriptions of all routes, rendered once. */
export class Docs {
  readonly page: string;
  readonly openApi: object;

  constructor(routes: readonly RouteDescription[], server: string) {
    this.page = renderDocs(routes);
    this.openApi = openApiDocument(routes, server);
  }
}

@Controller('docs')
export class DocsController {
  constructor(private readonly docs: Docs) {}

  @Get()
  page(@Res() response: Response): void {
    response
      .set({
        'Content-Security-Policy':
          "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        'Referrer-Policy': 'no-referrer',
        'X-Content-Type-Options': 'nosniff',
      })
      .type('html')
      .send(this.docs.page);
  }

  @Get('openapi.json')
  openApi(): object {
    return this.docs.openApi;
  }
}
