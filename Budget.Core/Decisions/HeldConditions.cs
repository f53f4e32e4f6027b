using System.Globalization;

namespace Budget.Core.Decisions;

/// <summary>Who does the tasks that belong to a PGB: the resident alone, or with the help of somebody who represents the resident.</summary>
public enum HeldBy { Resident, Representative }

/// <summary>
/// Why a PGB can be given (Wmo 2015, 2.3.6 lid 2): somebody is able to do the tasks, the resident says why in this form, the help is safe, effective and fit for this resident. And the
/// plan, of what is bought with it. The caseworker writes it down; it is kept in the reasons of the decision, which the resident reads and which are sealed with it.
/// </summary>
/// <param name="Representative">Who helps with the tasks; empty when the resident does them alone.</param>
/// <param name="Motivation">Why the resident wants it so.</param>
/// <param name="Quality">What shows that the help is good and safe.</param>
/// <param name="Plan">Who will help with what, how often and at which rate.</param>
public sealed record HeldConditions(HeldBy By, string Representative, string Motivation, string Quality, string Plan)
{
    private static readonly Sentences Sentences = new("Decisions.DecisionTexts");

    /// <summary>What people typed is in Dutch, and what is written around it is kept with it.</summary>
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl");

    /// <summary>All of it, or it was not looked into.</summary>
    internal Refusal? Objection()
    {
        string[] asked = By == HeldBy.Representative ? [Representative, Motivation, Quality, Plan] : [Motivation, Quality, Plan];
        return asked.Any(string.IsNullOrWhiteSpace) ? Refusal.HeldConditionsMissing : asked.Select(ProvisionRules.Written).FirstOrDefault(refusal => refusal is not null);
    }

    /// <summary>The reasons, and after them what was found of each condition.</summary>
    internal string After(string reasons) => string.Join('\n',
    [
        reasons.Trim(), "", Say("held-conditions"), By == HeldBy.Resident ? Say("held-by-resident") : Say("held-by-representative", Representative.Trim()),
        Say("held-motivation", Motivation.Trim()), Say("held-quality", Quality.Trim()), Say("held-plan", Plan.Trim()),
    ]);

    private static string Say(string key, params object?[] parts) => Sentences.For(Dutch, key, parts);
}
