using Budget.Core.Community;
using Budget.Core.Concerns;
using Budget.Core.Decisions;
using Budget.Core.Delivery;
using Budget.Core.Disputes;
using Budget.Core.Exchange;
using Budget.Core.HelperPayments;
using Budget.Core.MyData;
using Budget.Core.PersonHeld;
using Budget.Core.Plans;

namespace Budget.Core.Caseload;

/// <summary>
/// What waits for a caseworker: each part of the product has its own question, and stands in this list. A question gives, in this order: its kind, the number that people see (or none), what
/// the address of its page ends with, whose it is, the day it is due or the instant since when it waits, how many days are to be added to that, and whether it is urgent. It may ask for
/// @MunicipalityCode, @UserId, @Today and @Before (<see cref="Days"/> before today). The page has words for each kind and an address (Portal/Text/WorklistText.cs).
/// </summary>
internal static class WorklistParts
{
    /// <summary>What waits without a term in the law is done within two weeks.</summary>
    public const int Days = 14;

    public const string Sql = $"""
        {CasesWaiting.Sql}
        UNION ALL
        {Objections.TasksSql}
        UNION ALL
        {DataRequests.TasksSql}
        UNION ALL
        {DeliveryWatch.TasksSql}
        UNION ALL
        {Proposals.TasksSql}
        UNION ALL
        {IdeaList.TasksSql}
        UNION ALL
        {GoalsNotReached.TasksSql}
        UNION ALL
        {ShiftsWaiting.TasksSql}
        UNION ALL
        {ConcernList.TasksSql}
        UNION ALL
        {DisputesToSettle.TasksSql}
        UNION ALL
        {ProviderRequests.TasksSql}
        UNION ALL
        {AgreementsInMaking.TasksSql}
        UNION ALL
        {ChangedHelperAccounts.TasksSql}
        UNION ALL
        {HoursLeftBehind.TasksSql}
        """;
}
