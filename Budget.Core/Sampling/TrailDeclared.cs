using Budget.Core.Disputes;
using Budget.Core.Storage;

namespace Budget.Core.Sampling;

/// <summary>A declared line as it came in, the contract by which it was held, and the choice of the provider.</summary>
/// <param name="ReceivedByName">Who handed the message in; none when the installation took it in.</param>
/// <param name="Rate">As it was declared; none where the message says none.</param>
/// <param name="ContractRate">Of the contract on the first day of the line.</param>
/// <param name="ChosenByRole">As it is stored: "resident" when the resident, or who acts for the resident, chose.</param>
/// <param name="WaitsIn">The payment that was proposed and waits for a colleague; none when it is in none.</param>
public sealed record TrailDeclared(
    MessageId MessageId, string DeclarationNumber, long LineNumber, string Reference, DateOnly DatedOn, DateOnly ReceivedOn, string? ReceivedByName, DateOnly StartsOn, DateOnly EndsOn, Quantity Volume, string Unit,
    Money? Rate, Money Amount, string ProviderName, string ProviderAgb, long AssignmentNumber, DateOnly AssignmentStartsOn, DateOnly AssignmentEndsOn, string ChosenByName, string ChosenByRole,
    DateTimeOffset ChosenAt, DateOnly ContractStartsOn, DateOnly ContractEndsOn, Money ContractRate, string? WaitsIn)
{
    public Period Period => new(StartsOn, EndsOn);

    /// <summary>The last day on which it is to be paid.</summary>
    public DateOnly DueOn => DatedOn.AddDays(Payments.DueLine.TermDays);

    /// <summary>What the resident said of it, and what became of that.</summary>
    public LineStanding? Standing { get; init; }

    internal static async Task<TrailDeclared?> Of(Session session, BudgetId budget, TrailBooking booking) =>
        await session.FirstOrNone<TrailDeclared>(LineSql, new { Id = new InvoiceLineId(booking.OriginId) }) is { } line
            ? line with { Standing = (await StandingSql.OfPostings(session, budget, booking.Number, booking.Number)).GetValueOrDefault(booking.Number) }
            : null;

    // The line is "asked": so ContractRate calls what has a first day.
    private const string LineSql = $"""
        SELECT message.id AS MessageId, message.declaration_number AS DeclarationNumber, asked.line_number AS LineNumber, asked.reference AS Reference, message.dated_on AS DatedOn, message.received_on AS ReceivedOn,
               receiver.name AS ReceivedByName, asked.starts_on AS StartsOn, asked.ends_on AS EndsOn, asked.volume * CASE asked.unit WHEN '83' THEN 1 ELSE 100 END AS Volume, asked.unit AS Unit,
               asked.rate_cents AS Rate, asked.amount_cents AS Amount, provider.name AS ProviderName, provider.agb AS ProviderAgb, a.number AS AssignmentNumber, a.starts_on AS AssignmentStartsOn,
               a.ends_on AS AssignmentEndsOn, chooser.name AS ChosenByName, chooser.role AS ChosenByRole, a.chosen_at AS ChosenAt, contract.starts_on AS ContractStartsOn, contract.ends_on AS ContractEndsOn,
               {Providers.ContractRate.OfAssignmentWhenAsked} AS ContractRate,
               (SELECT run.number FROM payment_lines_waiting waits JOIN payment_runs run ON run.id = waits.run_id WHERE waits.line_id = asked.id) AS WaitsIn
        FROM invoice_lines asked
        JOIN declaration_messages message ON message.id = asked.message_id
        JOIN assignments a ON a.id = asked.assignment_id
        JOIN providers provider ON provider.id = a.provider_id
        JOIN contracts contract ON contract.id = a.contract_id
        JOIN users chooser ON chooser.id = a.chosen_by
        LEFT JOIN users receiver ON receiver.id = message.received_by
        WHERE asked.id = @Id
        """;
}
