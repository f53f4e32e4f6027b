using System.Text;
using Budget.Core.Budgets;
using Budget.Core.Caseload;
using Budget.Core.HelperPayments;
using Budget.Core.Mail;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Databases;

/// <summary>A helper with whom a holder agreed, and who is paid by the SVB: where the stories about it begin and what they end with.</summary>
internal abstract class HelperPaymentStories(Engine engine)
{
    protected const string Other = "NL69INGB0123456789";
    protected Town Town { get; private set; } = null!;

    protected Agreeing Agreeing { get; private set; } = null!;

    /// <summary>Of the agreement.</summary>
    protected string Number { get; private set; } = null!;

    [SetUp]
    public async Task Start()
    {
        Town = await Support.Town.On(engine);
        Agreeing = await Support.Agreeing.In(Town);
        Number = await Agreeing.Approved();
    }

    [TearDown]
    public async Task Stop()
    {
        await Town.MustBeSound();
        await KeptBeside.MustAgree(Town);
        await Town.DisposeAsync();
    }

    protected async Task<(Money Payable, Money Paid, Money Available)> Balance()
    {
        var balance = (await new BudgetOverview(Town.Database).Of(Agreeing.Holder, Agreeing.Grant.BudgetNumber))!.Balance;
        return (balance.Payable, balance.Paid, balance.Available);
    }

    protected async Task<ClaimsToPay.Answer> Due() => (await new ClaimsToPay(Town.Database).Of(Town.Finance))!;

    protected Task Begin() => new StartSvb(Town.Database).Do(Town.Finance, Town.Key(), new(new(2020, 1, 1)));

    protected async Task<string> Sent() => (await Town.Order((await Town.Send()).Value)).Lines.Single().Reference;

    protected async Task<IReadOnlyList<ClaimLines.Line>> Lines() => (await new ClaimLines(Town.Database).Of(Agreeing.Holder, Number))!.Lines;

    protected Task<IReadOnlyList<HelperPaymentsHeld.Item>> Held() => new HelperPaymentsHeld(Town.Database).Of(Agreeing.Holder);

    protected Task<Outcome<long>> Change(string iban = Other, long seen = 1, Actor? by = null, string holder = "F. El Amrani") =>
        new ChangeHelperAccount(Town.Database).Do(by ?? Agreeing.Holder, Town.Key(), new(Number, holder, iban, seen));
}
