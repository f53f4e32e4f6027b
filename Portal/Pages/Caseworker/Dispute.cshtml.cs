using Budget.Core;
using Budget.Core.Disputes;
using Portal.Pages.Shared;
using Portal.TagHelpers;

namespace Portal.Pages.Caseworker;

/// <summary>A dispute that waits for the municipality, and what it makes of it.</summary>
public sealed class DisputeModel(DisputesToSettle disputes, SettleDispute deed) : DisputePage(SettleDispute.LongestExplanation, "/consulent")
{
    public override IReadOnlyList<Choice> Outcomes => [new(Was, Text("wel"), Text("wel-hint")), new(WasNot, Text("niet"), Text("niet-hint"))];

    protected override Task<LineOfBudget.Answer?> Find(Guid id) => disputes.One(Me, id);

    protected override bool IsExplained(string seen) => seen.Length >= SettleDispute.ShortestExplanation;

    protected override async Task<Refusal?> Do(Guid id, bool was, string explanation) => (await deed.Do(Me, FormKey, new(id, was, explanation))).Refusal;
}
