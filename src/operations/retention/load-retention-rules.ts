import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from '../../platform/package-root';
import { type RetentionRule, retentionRulesSchema } from './retention-rules.schema';

/** Part of a rules file that is wrong: file, place, what was expected. */
export class BadRetentionRules extends Error {}

/** @throws BadRetentionRules: a rule that is misread would delete too much or keep too long */
export function loadRetentionRules(
  file = path.join(packageRoot, 'templates/rules/retention.yaml'),
): readonly RetentionRule[] {
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new BadRetentionRules(`${file}\u00a0: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = retentionRulesSchema.safeParse(content);
  if (parsed.success) return parsed.data.regles;
  const [issue] = parsed.error.issues;
  throw new BadRetentionRules(`${file}, ${issue?.path.join('.') ?? ''}\u00a0: ${issue?.message ?? ''}`);
}
