using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>A run as somebody proposed it, for the deeds that answer it.</summary>
internal sealed record ProposedRun(PaymentRunId Id, string Number, string MunicipalityCode, DateOnly RequestedOn, DateOnly? DueUntil, UserId ProposedBy, DateTimeOffset ProposedAt, string? Outcome)
{
    /// <summary>Of the own municipality; not yours and not there are the same. Asked behind <see cref="TownLock"/>, so that nobody answers it too.</summary>
    public static Task<ProposedRun?> Find(Session session, Actor actor, string number) =>
        session.FirstOrNone<ProposedRun>(FindSql, new { actor.MunicipalityCode, number });

    /// <summary>As it is sealed.</summary>
    public object?[] Facts => [Id.Value, Number, MunicipalityCode, RequestedOn, DueUntil, ProposedBy.Value, ProposedAt];

    /// <summary>Its lines may wait in another run again.</summary>
    public Task Release(Session session) => session.Execute(ReleaseSql, new { Id });

    private const string ReleaseSql = """
        DELETE FROM payment_lines_waiting
        WHERE run_id = @Id
        """;

    private const string FindSql = """
        SELECT run.id AS Id, run.number AS Number, run.municipality_code AS MunicipalityCode, run.requested_on AS RequestedOn, run.due_until AS DueUntil,
               run.proposed_by AS ProposedBy, run.proposed_at AS ProposedAt, said.outcome AS Outcome
        FROM payment_runs run
        LEFT JOIN payment_run_answers said ON said.run_id = run.id
        WHERE run.number = @number
          AND run.municipality_code = @MunicipalityCode
        """;
}
