import { defineConfig } from 'drizzle-kit';

/** For `npx drizzle-kit generate --config src/persistence/drizzle.config.ts` after a change of tables/. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/persistence/tables/*.tables.ts',
  out: './src/persistence/migrations',
});
