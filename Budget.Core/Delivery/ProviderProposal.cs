using Budget.Core.Secrecy;

namespace Budget.Core.Delivery;

/// <summary>A resident's question for a provider without a contract, with its answer when there is one.</summary>
/// <param name="HasContract">1 when a contract was signed for it.</param>
/// <param name="Outcome">"welcome" or "declined"; none as long as it waits.</param>
public sealed record ProviderProposal(
    string Id, string BudgetNumber, string RequestNumber, ResidentId ResidentId, string ResidentName, string ProductNl, string ProductEn, string Name, string Why,
    DateTimeOffset ProposedAt, string ProposedByName, string? Outcome, string Answer, string? AnsweredByName, DateTimeOffset? AnsweredAt, long HasContract)
{
    /// <summary>As it stands in the database, before who may asks for it.</summary>
    internal ProviderProposal Shown(TextKey words) => this with
    {
        Name = words.Show(HiddenColumn.ProposalName, Id, Name),
        Why = words.Show(HiddenColumn.ProposalWhy, Id, Why),
        Answer = words.Show(HiddenColumn.ProposalAnswer, Id, Answer),
    };

    internal const string Columns = """
        proposal.id AS Id, file.number AS BudgetNumber, request.number AS RequestNumber, file.resident_id AS ResidentId, r.name AS ResidentName,
               p.name_nl AS ProductNl, p.name_en AS ProductEn, proposal.name AS Name, proposal.why AS Why, proposal.proposed_at AS ProposedAt,
               proposer.name AS ProposedByName, proposal.outcome AS Outcome, proposal.answer AS Answer, answerer.name AS AnsweredByName,
               proposal.answered_at AS AnsweredAt, CAST(CASE WHEN proposal.contract_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS HasContract
        FROM provider_proposals proposal
        JOIN budgets file ON file.id = proposal.budget_id
        JOIN decisions d ON d.id = file.decision_id
        JOIN support_requests request ON request.id = d.request_id
        JOIN residents r ON r.id = file.resident_id
        JOIN products p ON p.municipality_code = file.municipality_code AND p.code = file.product_code
        JOIN users proposer ON proposer.id = proposal.proposed_by
        LEFT JOIN users answerer ON answerer.id = proposal.answered_by
        """;
}
