CREATE TABLE "desk_volumes" (
	"by_id" uuid NOT NULL,
	"act" text NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"count" integer NOT NULL,
	"alarmed_at" timestamp with time zone,
	CONSTRAINT "desk_volumes_by_id_act_hour_pk" PRIMARY KEY("by_id","act","hour")
);
--> statement-breakpoint
ALTER TABLE "desk_accounts" ADD COLUMN "subject_hash" "bytea";--> statement-breakpoint
CREATE INDEX "desk_volumes_alarmed" ON "desk_volumes" USING btree ("alarmed_at") WHERE "desk_volumes"."alarmed_at" is not null;--> statement-breakpoint
ALTER TABLE "desk_accounts" ADD CONSTRAINT "desk_accounts_subject_hash_unique" UNIQUE("subject_hash");