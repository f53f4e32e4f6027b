using Budget.Core.Storage;

namespace Budget.Core.Delivery;

/// <summary>What is written of an assignment when somebody says how it goes. The last that was said counts.</summary>
internal static class DeliveryReport
{
    public const string Started = "started";
    public const string Stopped = "stopped";
    public const string NobodyCame = "nobody-came";

    /// <param name="reason">Of a stop; otherwise nothing.</param>
    public static Task Write(Session session, Actor actor, AssignmentId assignment, string kind, DateOnly happenedOn, string reason = "") => session.Execute(
        InsertSql, new { Id = session.NewId().ToString("D"), assignment, kind, happenedOn, reason, actor.UserId, session.Now });

    private const string InsertSql = """
        INSERT INTO delivery_reports (id, assignment_id, kind, happened_on, reason, reported_by, reported_at)
        VALUES (@Id, @assignment, @kind, @happenedOn, @reason, @UserId, @Now)
        """;
}
