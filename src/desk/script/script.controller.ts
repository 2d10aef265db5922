import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { DESK_SCRIPT } from './desk-script';

/** The desk's script, from a file of its own: the policy lets none run that stands in a page. */
@Controller('bureau')
export class ScriptController {
  @Get('bureau.js')
  script(@Res() response: Response) {
    return response
      .set({ 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' })
      .type('text/javascript')
      .send(DESK_SCRIPT);
  }
}
