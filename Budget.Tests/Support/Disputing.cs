using System.Globalization;
using Budget.Core.Disputes;

namespace Budget.Tests.Support;

/// <summary>What resident, provider and caseworker say of a declared line, by its reference.</summary>
internal static class Disputing
{
    public static async Task<Outcome<DateOnly>> Dispute(this Town town, Assigned client, string reference)
    {
        var place = (await Databases.Rows.Of(
            town.ConnectionString, $"SELECT b.number, line.posting_number FROM invoice_lines line JOIN budgets b ON b.id = line.budget_id WHERE line.reference = '{reference}' AND line.debit_credit = 'D'"))[0].Split(' ');
        return await new DisputeLine(town.Database).Do(
            client.Grant.Resident.Actor, town.Key(), new(place[0], long.Parse(place[1], CultureInfo.InvariantCulture), DisputeReason.NotDelivered, "Er kwam niemand."));
    }

    /// <summary>The provider says that it was delivered, and the caseworker says who is right.</summary>
    public static async Task Settle(this Town town, string reference, bool isDelivered)
    {
        var dispute = Guid.Parse((await Databases.Rows.Of(
            town.ConnectionString, $"SELECT d.id FROM disputes d JOIN open_disputes waiting ON waiting.dispute_id = d.id JOIN invoice_lines line ON line.id = d.line_id WHERE line.reference = '{reference}'"))[0]);
        Assert.That((await new AnswerDispute(town.Database).Do(town.ProviderStaff, town.Key(), new(dispute, IsDelivered: true, "Wij waren er."))).Refusal, Is.Null);
        Assert.That((await new SettleDispute(town.Database).Do(town.Caseworker, town.Key(), new(dispute, isDelivered, "De werkbrief is bekeken."))).Refusal, Is.Null);
    }
}
