CREATE TABLE "journal_seals" (
	"number" integer PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"previous" "bytea" NOT NULL,
	"entries" "bytea" NOT NULL,
	"unproven_up_to" bigint NOT NULL,
	"public_key" "bytea" NOT NULL,
	"signature" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "journal" ALTER COLUMN "correspondence_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "journal" ALTER COLUMN "revision" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "journal" ALTER COLUMN "detail" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "prefix" text;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "last_used_on" date;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "revoked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "journal" ADD COLUMN "salt" "bytea";--> statement-breakpoint
ALTER TABLE "journal" ADD COLUMN "payload_hash" "bytea";--> statement-breakpoint
ALTER TABLE "journal" ADD COLUMN "origin" "bytea";--> statement-breakpoint
ALTER TABLE "journal" ADD COLUMN "seal" integer;--> statement-breakpoint
CREATE INDEX "journal_seal" ON "journal" USING btree ("seal","id");