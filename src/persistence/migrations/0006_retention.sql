CREATE TABLE "erased_files" (
	"store_key" text PRIMARY KEY NOT NULL,
	"certificate_id" uuid NOT NULL,
	"outcome" text
);
--> statement-breakpoint
CREATE TABLE "retention_certificates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"rule" text NOT NULL,
	"day" date NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"completed_at" timestamp with time zone,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"digest" text
);
--> statement-breakpoint
ALTER TABLE "correspondences" ALTER COLUMN "content_hash" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "documents" ALTER COLUMN "name" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "documents" ALTER COLUMN "store_key" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "correspondences" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "correspondences" ADD COLUMN "erased_rule" text;--> statement-breakpoint
ALTER TABLE "correspondences" ADD COLUMN "certificate_id" uuid;--> statement-breakpoint
ALTER TABLE "correspondences" ADD COLUMN "frozen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "correspondences" ADD COLUMN "freeze" "bytea";--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "certificate_id" uuid;--> statement-breakpoint
ALTER TABLE "erased_files" ADD CONSTRAINT "erased_files_certificate_id_retention_certificates_id_fk" FOREIGN KEY ("certificate_id") REFERENCES "public"."retention_certificates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "erased_files_certificate" ON "erased_files" USING btree ("certificate_id","store_key");--> statement-breakpoint
CREATE INDEX "retention_certificates_day" ON "retention_certificates" USING btree ("day");--> statement-breakpoint
ALTER TABLE "correspondences" ADD CONSTRAINT "correspondences_certificate_id_retention_certificates_id_fk" FOREIGN KEY ("certificate_id") REFERENCES "public"."retention_certificates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_certificate_id_retention_certificates_id_fk" FOREIGN KEY ("certificate_id") REFERENCES "public"."retention_certificates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "correspondences_certificate" ON "correspondences" USING btree ("certificate_id","id");--> statement-breakpoint
CREATE INDEX "correspondences_frozen" ON "correspondences" USING btree ("frozen_at");--> statement-breakpoint
CREATE INDEX "documents_store_key" ON "documents" USING btree ("store_key");--> statement-breakpoint
CREATE INDEX "documents_certificate" ON "documents" USING btree ("certificate_id","id");