using System.Text.Json;
using Budget.Core.Assignments;
using Budget.Core.Closing;
using Budget.Core.Consent;
using Budget.Core.Decisions;
using Budget.Core.Investigations;
using Budget.Core.Invoices;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Messages;
using Budget.Core.MyData;
using Budget.Core.PersonHeld;
using Budget.Core.Providers;
using Budget.Core.Residents;
using Budget.Core.Retention;
using Budget.Core.SignIn;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;
using Budget.Tests.Databases;
using Budget.Tests.Simulation;
using static Budget.Tests.Faults.EveryDeed;

namespace Budget.Tests.Faults;

/// <summary>The deeds of <see cref="EveryDeed"/> that give, take or need a right: two people, consent, papers.</summary>
internal static class EveryDeedOfRights
{
    public static readonly Dictionary<string, Func<Town, Task<Sent>>> Ready = new(EveryDeedOfNeighbourhood.Ready, StringComparer.Ordinal)
    {
        [nameof(ProposeReversal)] = async town =>
        {
            var budget = await Claimed(town);
            return await Once(town, _ => new ProposeReversal.Entry(budget, 2, "verkeerd"), (database, key, entry) => new ProposeReversal(database).Do(town.Finance, key, entry));
        },
        [nameof(ApproveReversal)] = async town =>
        {
            var proposal = (await new ProposeReversal(town.Database).Do(town.Finance, town.Key(), new(await Claimed(town), 2, "verkeerd"))).Value;
            return await Once(town, _ => proposal, (database, key, entry) => new ApproveReversal(database).Do(town.FinanceToo, key, entry));
        },
        [nameof(RejectReversal)] = async town =>
        {
            var proposal = (await new ProposeReversal(town.Database).Do(town.Finance, town.Key(), new(await Claimed(town), 2, "verkeerd"))).Value;
            return await Once(town, _ => new RejectReversal.Entry(proposal, "Het klopt wel."), (database, key, entry) => new RejectReversal(database).Do(town.FinanceToo, key, entry));
        },
        [nameof(AddAttachment)] = async town =>
        {
            var resident = await town.Resident();
            var request = await town.Request(resident);
            return await Once(town, number => new AddAttachment.Entry(request, $"brief {number}.pdf", AttachmentTests.Pdf($"{number}")), (database, key, entry) => new AddAttachment(database).Do(resident.Actor, key, entry));
        },
        [nameof(RemoveAttachment)] = async town =>
        {
            var resident = await town.Resident();
            var request = await town.Request(resident);
            var paper = (await new AddAttachment(town.Database).Do(resident.Actor, town.Key(), new(request, "brief.pdf", AttachmentTests.Pdf("1")))).Value;
            return await Once(town, _ => new RemoveAttachment.Entry(request, paper), (database, key, entry) => new RemoveAttachment(database).Do(resident.Actor, key, entry));
        },
        [nameof(GiveConsent)] = async town =>
        {
            var assigned = await Assigned.In(town);
            var client = assigned.Grant.Resident;
            return await Once(town, _ => new GiveConsent.Entry(client.Id, town.Provider, [LifeDomain.Household], town.Today.AddDays(30)),
                (database, key, entry) => new GiveConsent(database).Do(client.Actor, key, entry));
        },
        [nameof(OpenInEmergency)] = async town =>
        {
            await Assigned.In(town);
            var assignment = (await new AssignmentsOfProvider(town.Database).Of(town.ProviderStaff))[0].Id;
            return await Once(town, _ => new OpenInEmergency.Entry(assignment, "Zij doet niet open en neemt niet op."), (database, key, entry) => new OpenInEmergency(database).Do(town.ProviderStaff, key, entry));
        },
        [nameof(EndEmergency)] = async town =>
        {
            var client = (await Assigned.In(town)).Grant.Resident;
            var assignment = (await new AssignmentsOfProvider(town.Database).Of(town.ProviderStaff))[0].Id;
            await new OpenInEmergency(town.Database).Do(town.ProviderStaff, town.Key(), new(assignment, "Zij doet niet open en neemt niet op."));
            var look = (await new EmergencyLooks(town.Database).Of(client.Actor))[0].Id;
            return await Once(town, _ => new EndEmergency.Entry(look), (database, key, entry) => new EndEmergency(database).Do(client.Actor, key, entry));
        },
        [nameof(WriteMessage)] = async town =>
        {
            var resident = await town.Resident();
            var request = await town.Request(resident);
            // Who works here is told: the outbox is written too.
            if (await new MailWish(town.Database).Of(town.Caseworker) is { Address: null })
            {
                await Mailbox.Wants(town, town.Caseworker);
            }

            return await Once(town, number => new WriteMessage.Entry(new Conversation(request), $"Bericht {number}"), (database, key, entry) => new WriteMessage(database).Do(resident.Actor, key, entry));
        },
        [nameof(AskMailCode)] = async town =>
        {
            var resident = await town.Resident();
            return await Once(town, _ => new AskMailCode.Entry("jan@example.nl", "nl"), (database, key, entry) => new AskMailCode(database).Do(resident.Actor, key, entry));
        },
        [nameof(ConfirmMail)] = async town =>
        {
            var resident = await town.Resident();
            await new AskMailCode(town.Database).Do(resident.Actor, town.Key(), new("jan@example.nl", "nl"));
            var code = (await Mailbox.Emptied(town.Database)).Last().Code;
            return await Once(town, _ => new ConfirmMail.Entry(code), (database, key, entry) => new ConfirmMail(database).Do(resident.Actor, key, entry));
        },
        [nameof(SetMailWish)] = async town =>
        {
            var resident = await town.Resident();
            return await Once(town, _ => new SetMailWish.Entry("en", [MailKind.MessageIsThere], Paper: true), (database, key, entry) => new SetMailWish(database).Do(resident.Actor, key, entry));
        },
        [nameof(WithdrawDataRequest)] = async town =>
        {
            var resident = await town.Resident();
            var asked = (await new AskDestruction(town.Database).Do(resident.Actor, town.Key(), new(resident.Id, "Het mag weg."))).Value;
            return await Once(town, _ => new WithdrawDataRequest.Entry(asked), (database, key, entry) => new WithdrawDataRequest(database).Do(resident.Actor, key, entry));
        },
    };

    /// <summary>A budget of which posting 2 is a claim.</summary>
    private static async Task<string> Claimed(Town town)
    {
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
        await new ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(await town.Agreement(grant), new(2026, 4, 1), new Quantity(10)));
        return grant.BudgetNumber;
    }
}
