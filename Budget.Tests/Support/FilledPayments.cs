using Budget.Core.HelperPayments;
using Budget.Core.PersonHeld;
using Budget.Core.Supporters;

namespace Budget.Tests.Support;

/// <summary>What is kept of paying a helper: an account that came back, another that a caseworker looked at, and money that came and went.</summary>
internal static class FilledPayments
{
    public const string Looker = "Mijn nicht met ë", Holder = "Ç. Die Helpt", Iban = "NL69INGB0123456789";

    public static async Task Write(Town town, Actor holder, string agreement)
    {
        var budget = (await new CareAgreements(town.Database).Of(holder)).Agreements.Single(one => one.Number == agreement).BudgetNumber;
        Must(await new InviteToBudget(town.Database).Do(holder, town.Key(), new(budget, Looker, MayPrepare: true, new(2027, 1, 31))));
        var first = Must(await town.Send());
        Must(await town.Hear([.. (await town.Order(first)).Lines.Select(line => Svb.Says(line.Reference, "geweigerd", "rekening-gesloten"))]));
        Must(await new ChangeHelperAccount(town.Database).Do(holder, town.Key(), new(agreement, Holder, Iban, 1)));
        var changed = (await new ChangedHelperAccounts(town.Database).Of(town.Caseworker)).Single(item => item.AgreementNumber == agreement);
        Must(await new SeeHelperAccount(town.Database).Do(town.Caseworker, town.Key(), new(changed.Id)));
        Must(await new ChangeHelperAccount(town.Database).Do(holder, town.Key(), new(agreement, Holder, "NL44RABO0123456789", 2)));
        var other = (await new ChangedHelperAccounts(town.Database).Of(town.Caseworker)).Single(item => item.AgreementNumber == agreement && item.SeenBy is null);
        Must(await new SeeHelperAccount(town.Database).Do(town.Caseworker, town.Key(), new(other.Id, IsTrusted: false)));
        Must(await new ChangeHelperAccount(town.Database).Do(holder, town.Key(), new(agreement, Holder, Iban, 3)));
        var again = (await town.Order(Must(await town.Send()))).Lines;
        Must(await town.Hear([.. again.Select(line => Svb.Says(line.Reference, "betaald"))]));
        Must(await town.Hear(Svb.Says(again[0].Reference, "teruggekomen", "rekening-gesloten")));
    }

    private static T Must<T>(Outcome<T> outcome) => outcome.IsRefused ? throw new InvalidOperationException(outcome.Refusal!.Code) : outcome.Value;
}
