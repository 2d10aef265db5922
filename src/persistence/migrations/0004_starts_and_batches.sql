CREATE TABLE "scan_batches" (
	"batch_hash" "bytea" PRIMARY KEY NOT NULL,
	"content_hash" "bytea" NOT NULL,
	"received_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "correspondences" ADD COLUMN "starts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "correspondences" ADD COLUMN "held_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "ledger" ADD COLUMN "started_at" timestamp with time zone;