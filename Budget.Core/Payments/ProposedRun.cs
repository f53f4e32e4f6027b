using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>A run as somebody proposed it, for the deeds that answer it.</summary>
internal sealed record ProposedRun(PaymentRunId Id, string Number, string MunicipalityCode, DateOnly RequestedOn, DateOnly? DueUntil, UserId ProposedBy, DateTimeOffset ProposedAt, string? Outcome)
{
    /// <summary>Of the own municipality; not yours and not there are the same. Asked behind <see cref="TownLock"/>, so that nobody answers it too.</summary>
    public static Task<ProposedRun?> Find(Session session, Actor actor, string number) =>
        session.FirstOrNone<ProposedRun>(FindSql, new { actor.MunicipalityCode, number });

    /// <summary>What approving it would pay now: of the lines that are still as they were proposed and not disputed since, the providers to which something is left to pay and that have an account.</summary>
    public async Task<IReadOnlyList<PlannedPayment>> Left(Session session, CurrentAccounts accounts) => accounts.Own is null ? [] :
    [
        .. PlannedPayment.Of((await DueLine.OfRun(session, MunicipalityCode, Id)).Where(line => !line.IsSetAside))
            .Where(payment => payment.Transfers.Count > 0 && accounts.Of(payment.ProviderId) is not null),
    ];

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
