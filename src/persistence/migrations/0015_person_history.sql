CREATE TABLE "person_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"file_hash" "bytea" NOT NULL,
	"person_hash" "bytea",
	"channel" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"content" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "correspondences" ADD COLUMN "file_hash" "bytea";--> statement-breakpoint
ALTER TABLE "correspondences" ADD COLUMN "person_hash" "bytea";--> statement-breakpoint
CREATE INDEX "person_notes_file" ON "person_notes" USING btree ("file_hash","at");--> statement-breakpoint
CREATE INDEX "person_notes_person" ON "person_notes" USING btree ("person_hash","at");--> statement-breakpoint
CREATE INDEX "person_notes_at" ON "person_notes" USING btree ("at");--> statement-breakpoint
CREATE INDEX "correspondences_file" ON "correspondences" USING btree ("file_hash","received_at") WHERE "correspondences"."file_hash" is not null;--> statement-breakpoint
CREATE INDEX "correspondences_person" ON "correspondences" USING btree ("person_hash","received_at") WHERE "correspondences"."person_hash" is not null;