CREATE TABLE "deadlines" (
	"correspondence_id" uuid PRIMARY KEY NOT NULL,
	"acknowledged" text NOT NULL,
	"legal_months" integer NOT NULL,
	"urgent" boolean NOT NULL,
	"pauses" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"acknowledge_on" date,
	"legal_on" date,
	"internal_on" date,
	"nearing_on" date,
	"late_on" date,
	"alarm" text,
	"open" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
ALTER TABLE "deadlines" ADD CONSTRAINT "deadlines_correspondence_id_correspondences_id_fk" FOREIGN KEY ("correspondence_id") REFERENCES "public"."correspondences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deadlines_nearing" ON "deadlines" USING btree ("nearing_on") WHERE "deadlines"."open";--> statement-breakpoint
CREATE INDEX "deadlines_acknowledge" ON "deadlines" USING btree ("acknowledge_on") WHERE "deadlines"."open";