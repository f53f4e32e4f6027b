using Budget.Core.Decisions;
using Budget.Core.Investigations;
using Budget.Core.SupportRequests;
using static Budget.Tests.Faults.EveryDeed;

namespace Budget.Tests.Faults;

/// <summary>The deeds of <see cref="EveryDeed"/> by which a case goes on: the report and what is said of it, a plan, a notice, a request taken back.</summary>
internal static class EveryDeedOfCases
{
    public static readonly Dictionary<string, Func<Town, Task<Sent>>> Ready = new(StringComparer.Ordinal)
    {
        [nameof(WriteReport)] = async town =>
        {
            var request = await town.Request(await town.Resident());
            return await Once(town, _ => new WriteReport.Entry(request, new Dictionary<string, string> { ["a"] = "Nodig.", ["b"] = "Ook." }, "Toekennen."),
                (database, key, entry) => new WriteReport(database).Do(town.Caseworker, key, entry));
        },
        [nameof(AnswerReport)] = async town =>
        {
            var resident = await town.Resident();
            var request = await town.Request(resident);
            await town.Report(request);
            return await Once(town, _ => new AnswerReport.Entry(request, 1, ReportAnswer.Remarks, "De was doe ik zelf.", Applies: true),
                (database, key, entry) => new AnswerReport(database).Do(resident.Actor, key, entry));
        },
        [nameof(HandInPlan)] = async town =>
        {
            var resident = await town.Resident();
            var request = await town.Request(resident);
            return await Once(town, _ => new HandInPlan.Entry(request, "Mijn buurvrouw wil wel."), (database, key, entry) => new HandInPlan(database).Do(resident.Actor, key, entry));
        },
        [nameof(TakeBackRequest)] = async town =>
        {
            var resident = await town.Resident();
            var request = await town.Request(resident);
            return await Once(town, _ => request, (database, key, entry) => new TakeBackRequest(database).Do(resident.Actor, key, entry));
        },
        [nameof(WriteDownRequest)] = async town =>
        {
            var resident = await town.Resident();
            return await Once(town, _ => new WriteDownRequest.Entry(
                resident.Id, RequestWay.Phone, town.Today, "De inwoner zelf", new RequestContent("Het gaat niet meer.", [new(LifeDomain.Household, "Een schoon huis")], "", "", "", WishedForm.Unsure)),
                (database, key, entry) => new WriteDownRequest(database).Do(town.Caseworker, key, entry));
        },
        [nameof(GiveNotice)] = async town =>
        {
            var resident = await town.Resident();
            var request = await town.Request(resident);
            await town.Report(request);
            await new ApplyForSupport(town.Database).Do(resident.Actor, town.Key(), request);
            town.Clock.GoTo(LegalTerm.DecideBy(town.Today).AddDays(1));
            return await Once(town, _ => new GiveNotice.Entry(request), (database, key, entry) => new GiveNotice(database).Do(resident.Actor, key, entry));
        },
    };
}
