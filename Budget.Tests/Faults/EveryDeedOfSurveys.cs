using Budget.Core.Surveys;
using static Budget.Tests.Faults.EveryDeed;

namespace Budget.Tests.Faults;

/// <summary>The deeds of <see cref="EveryDeed"/> by which residents are asked what they think of their support, and say it.</summary>
internal static class EveryDeedOfSurveys
{
    public static readonly Dictionary<string, Func<Town, Task<Sent>>> Ready = new(StringComparer.Ordinal)
    {
        [nameof(OpenSurvey)] = async town =>
        {
            // The second of its kind is of a later year: of the same it would only move the last day.
            town.Clock.GoTo(new(2026 + (int)Number(town), 6, 15));
            var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
            return await Once(town, _ => new OpenSurvey.Entry(town.Today.Year, town.Today.AddMonths(1)), (database, key, entry) => new OpenSurvey(database).Do(administrator, key, entry));
        },
        [nameof(AnswerSurvey)] = async town =>
        {
            var (grant, administrator) = (await town.BudgetOf(100m), await town.User("beheer", Role.Administrator, Town.Huizen));
            // When it was opened before in this town it stays as it is.
            await new OpenSurvey(town.Database).Do(administrator, town.Key(), new(town.Today.Year, town.Today.AddMonths(1)));
            return await Once(
                town,
                number => new AnswerSurvey.Entry(
                    town.Today.Year, grant.Resident.Id, new Dictionary<SurveyStatement, SurveyAnswer> { [SurveyStatement.TakenSeriously] = SurveyAnswer.FullyAgree }, $"Zij luisterde, nummer {number}."),
                (database, key, entry) => new AnswerSurvey(database).Do(grant.Resident.Actor, key, entry));
        },
    };
}
