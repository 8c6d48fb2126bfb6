namespace CoinPulse.Data.Operations;

/// <summary>Put up at every start, if they are not there: the database itself refuses to change or delete an audit row, whoever asks.</summary>
internal static class AuditTriggers
{
    public const string SqliteNoUpdate =
        "CREATE TRIGGER IF NOT EXISTS \"Audit_no_update\" BEFORE UPDATE ON \"Audit\" BEGIN SELECT RAISE(ABORT, 'audit entries never change'); END;";

    public const string SqliteNoDelete =
        "CREATE TRIGGER IF NOT EXISTS \"Audit_no_delete\" BEFORE DELETE ON \"Audit\" BEGIN SELECT RAISE(ABORT, 'audit entries are never deleted'); END;";

    public const string PostgreSqlFunction =
        "CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'audit entries never change'; END $$;";

    public const string PostgreSqlTrigger =
        "CREATE OR REPLACE TRIGGER \"Audit_append_only\" BEFORE UPDATE OR DELETE OR TRUNCATE ON \"Audit\" FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();";
}
