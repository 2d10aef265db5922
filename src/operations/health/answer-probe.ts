import type { HealthReport } from './health';

export interface ProbeAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** The process runs: nothing is asked of any other. */
export const liveAnswer: ProbeAnswer = { status: 200, type: 'application/json', body: '{"status":"ok"}' };

/** 200 while the core work goes on, degraded or not; else 503, as problem details that name the parts. */
export function readyAnswer(report: HealthReport): ProbeAnswer {
  if (report.status !== 'unavailable') return { status: 200, type: 'application/json', body: JSON.stringify(report) };
  const { roles, parts } = report;
  const missing = Object.entries(parts).filter(([, { status }]) => status === 'down');
  const detail = missing.map(([name, { line }]) => `${name}\u00a0: ${line}`).join('\u00a0; ');
  const problem = { type: 'about:blank', title: 'Indisponible', status: 503, detail, roles, parts };
  return { status: 503, type: 'application/problem+json', body: JSON.stringify(problem) };
}
