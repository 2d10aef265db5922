CREATE TABLE "desk_absence_items" (
	"absence_id" uuid NOT NULL,
	"correspondence_id" uuid NOT NULL,
	"place" bigserial NOT NULL,
	"to_id" uuid,
	CONSTRAINT "desk_absence_items_absence_id_correspondence_id_pk" PRIMARY KEY("absence_id","correspondence_id")
);
--> statement-breakpoint
CREATE TABLE "desk_absences" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date NOT NULL,
	"begun_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "desk_assignments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "desk_accounts" ADD COLUMN "team" text;--> statement-breakpoint
ALTER TABLE "desk_absence_items" ADD CONSTRAINT "desk_absence_items_absence_id_desk_absences_id_fk" FOREIGN KEY ("absence_id") REFERENCES "public"."desk_absences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_absence_items" ADD CONSTRAINT "desk_absence_items_correspondence_id_correspondences_id_fk" FOREIGN KEY ("correspondence_id") REFERENCES "public"."correspondences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_absence_items" ADD CONSTRAINT "desk_absence_items_to_id_desk_accounts_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."desk_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_absences" ADD CONSTRAINT "desk_absences_account_id_desk_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."desk_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_assignments" ADD CONSTRAINT "desk_assignments_id_correspondences_id_fk" FOREIGN KEY ("id") REFERENCES "public"."correspondences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_assignments" ADD CONSTRAINT "desk_assignments_account_id_desk_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."desk_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "desk_absence_items_correspondence" ON "desk_absence_items" USING btree ("correspondence_id");--> statement-breakpoint
CREATE INDEX "desk_absences_account" ON "desk_absences" USING btree ("account_id","to_on");--> statement-breakpoint
CREATE INDEX "desk_assignments_account" ON "desk_assignments" USING btree ("account_id");