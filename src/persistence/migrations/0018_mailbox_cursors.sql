CREATE TABLE "mailbox_cursors" (
	"mailbox_hash" "bytea" PRIMARY KEY NOT NULL,
	"uid_validity" bigint NOT NULL,
	"last_uid" bigint NOT NULL,
	"first_uid" bigint NOT NULL,
	"known_since" timestamp with time zone NOT NULL
);
