CREATE TABLE "document_revocations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"document_id" text,
	"key_id" text,
	"since" date,
	"revoked_at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	"reason" "bytea" NOT NULL,
	CONSTRAINT "document_revocations_one" CHECK ((document_id is null) <> (key_id is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "document_revocations_document" ON "document_revocations" USING btree ("document_id");--> statement-breakpoint
CREATE UNIQUE INDEX "document_revocations_key" ON "document_revocations" USING btree ("key_id");