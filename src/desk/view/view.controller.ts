import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Problem } from '../../platform/http/problem';
import { deskUserOf } from '../access/desk-door';
import { DeskParts } from '../desk-parts';
import { type FoundFile, findFile } from './find-file';

/** Whatever it holds, it runs nothing and fetches nothing. */
const SHUT = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'";
const STYLE =
  '<style>body{font:16px/1.5 system-ui,sans-serif;margin:12px;overflow-wrap:anywhere}table{border-collapse:collapse}td,th{padding:2px 6px;vertical-align:top}blockquote{border-left:3px solid #d3d9e4;margin:8px 0;padding-left:10px}</style>';
const MOST_PAGES = 200;

/** What was received, as it looks: pages as pictures, mail as it was laid out, attachments as they came. */
@Controller('bureau')
export class ViewController {
  constructor(private readonly parts: DeskParts) {}

  @Get(':id/mise-en-forme')
  async html(@Param('id') id: string, @Res() response: Response) {
    const file = await findFile(this.parts, id, 'courriel');
    const { content } = await this.parts.view({ kind: 'html', ...file, page: 1 });
    const body = content?.toString('utf8') ?? '<p>Ce message n’a pas de mise en forme.</p>';
    return this.send(
      response,
      Buffer.from(
        `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Mise en forme</title>${STYLE}<body>${body}`,
      ),
      'text/html; charset=utf-8',
    );
  }

  @Get(':id/pages/:file/:page')
  async page(
    @Param('id') id: string,
    @Param('file') name: string,
    @Param('page') number: string,
    @Res() response: Response,
  ) {
    const page = Number(number);
    if (!Number.isInteger(page) || page < 1 || page > MOST_PAGES)
      throw new Problem(404, 'Introuvable', 'Cette page n’existe pas.');
    const { content, type } = await this.parts.view({ kind: 'page', ...(await findFile(this.parts, id, name)), page });
    if (content === null) throw new Problem(404, 'Introuvable', 'Cette page n’existe pas, ou ne se dessine pas.');
    return this.send(response, content, type);
  }

  @Get(':id/pieces/:file')
  async attachment(@Param('id') id: string, @Param('file') name: string, @Res() response: Response) {
    const file: FoundFile = await findFile(this.parts, id, name);
    const { content } = await this.parts.view({ kind: 'file', ...file, page: 1 });
    if (content === null) throw new Problem(404, 'Introuvable', 'Cette pièce n’existe pas.');
    await this.parts.journal.tell('document-opened', deskUserOf(response).id, id, { attachment: file.sha256 !== null });
    // Only ever downloaded, and under no name of theirs.
    response.set('Content-Disposition', `attachment; filename="piece-${name.replace(/[^0-9a-z-]/g, '')}"`);
    return this.send(response, content, 'application/octet-stream');
  }

  private send(response: Response, content: Buffer, type: string) {
    return response
      .set({
        'Content-Security-Policy': SHUT,
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        'Cache-Control': 'private, max-age=600',
      })
      .type(type)
      .send(content);
  }
}
