CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"scope" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"revoked" boolean DEFAULT false NOT NULL,
	CONSTRAINT "api_keys_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "correspondences" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sequence" bigserial NOT NULL,
	"channel" text NOT NULL,
	"source" text NOT NULL,
	"state" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"received_on" date NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"content_hash" "bytea" NOT NULL,
	"envelope" "bytea",
	"scan" "bytea",
	"reading" "bytea",
	"triage" "bytea",
	"settlement" "bytea",
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "directory_files" (
	"numero_hash" "bytea" PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "directory_identifiers" (
	"nir_hash" "bytea" NOT NULL,
	"numero_hash" "bytea" NOT NULL,
	CONSTRAINT "directory_identifiers_nir_hash_numero_hash_pk" PRIMARY KEY("nir_hash","numero_hash")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"correspondence_id" uuid NOT NULL,
	"role" text NOT NULL,
	"position" integer NOT NULL,
	"name" "bytea" NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"pages" integer,
	"store_key" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "journal" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"correspondence_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"event" text NOT NULL,
	"revision" integer NOT NULL,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger" (
	"id" uuid PRIMARY KEY NOT NULL,
	"correspondence_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"request" text NOT NULL,
	"channel" text NOT NULL,
	"state" text NOT NULL,
	"message_id" text NOT NULL,
	"content" "bytea" NOT NULL,
	"template_version" text NOT NULL,
	"reserved_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"correspondence_id" uuid NOT NULL,
	"job" text NOT NULL,
	"revision" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "directory_identifiers" ADD CONSTRAINT "directory_identifiers_numero_hash_directory_files_numero_hash_fk" FOREIGN KEY ("numero_hash") REFERENCES "public"."directory_files"("numero_hash") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_correspondence_id_correspondences_id_fk" FOREIGN KEY ("correspondence_id") REFERENCES "public"."correspondences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger" ADD CONSTRAINT "ledger_correspondence_id_correspondences_id_fk" FOREIGN KEY ("correspondence_id") REFERENCES "public"."correspondences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "correspondences_content_hash" ON "correspondences" USING btree ("content_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "correspondences_sequence" ON "correspondences" USING btree ("sequence");--> statement-breakpoint
CREATE INDEX "correspondences_state" ON "correspondences" USING btree ("state","updated_at");--> statement-breakpoint
CREATE INDEX "correspondences_received_on" ON "correspondences" USING btree ("received_on","channel");--> statement-breakpoint
CREATE INDEX "directory_identifiers_file" ON "directory_identifiers" USING btree ("numero_hash");--> statement-breakpoint
CREATE INDEX "documents_correspondence" ON "documents" USING btree ("correspondence_id","role","position");--> statement-breakpoint
CREATE INDEX "journal_correspondence" ON "journal" USING btree ("correspondence_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_once" ON "ledger" USING btree ("correspondence_id","purpose","request");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_message_id" ON "ledger" USING btree ("message_id");