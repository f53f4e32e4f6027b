namespace Budget.Core.Iwmo;

/// <summary>The resident as a message names them (Client). What else may stand there, like first names and an address, is neither read nor written.</summary>
/// <param name="BornOn">Of what is not known of it the figures mean nothing.</param>
/// <param name="Gender">A <see cref="Iwmo.Gender"/>; the schema demands it, the portal does not keep it.</param>
/// <param name="Surname">Achternaam, 1 to 200 characters. The portal keeps one name: then all of it stands here.</param>
/// <param name="SurnamePrefix">Voorvoegsel, at most ten characters.</param>
/// <param name="UnknownOfBirth">An <see cref="Iwmo.UnknownOfBirth"/>, or none when the whole date is known.</param>
public sealed record MessageClient(
    string Bsn, DateOnly BornOn, string Gender, string Surname, string? SurnamePrefix = null, string? UnknownOfBirth = null)
{
    /// <summary>Without the BSN and the name: a log may meet this text.</summary>
    public override string ToString() => "a client";
}

/// <param name="Category">Two digits (ProductCategorie).</param>
/// <param name="Code">At most five characters; none when the whole category is meant.</param>
public sealed record MessageProduct(string Category, string? Code);

/// <summary>How much help (Omvang).</summary>
/// <param name="Volume">In whole units; in eurocents when the unit is 83.</param>
/// <param name="Unit">A <see cref="Providers.CareUnit"/>.</param>
/// <param name="Frequency">An <see cref="ExtentFrequency"/>.</param>
public sealed record Extent(long Volume, string Unit, string Frequency);

/// <summary>Who sent the client to the provider (Verwijzer).</summary>
/// <param name="Type">A <see cref="ReferrerType"/>.</param>
/// <param name="Name">At most 64 characters.</param>
/// <param name="Agb">Eight digits (ZorgverlenerCode).</param>
public sealed record Referrer(string Type, string? Name = null, string? Agb = null)
{
    /// <summary>Without the name: a log may meet this text.</summary>
    public override string ToString() => $"a referrer of type {Type}";
}

/// <summary>The groups that the messages about assignments share, each as it is read and as it is written (basic schema of iWmo 3.2).</summary>
internal static class AssignmentParts
{
    private const long HighestNumber = 999_999_999;
    private const long HighestVolume = 99_999_999;

    /// <summary>From Bsn to Naam; the group of the client is entered and left by the caller.</summary>
    public static MessageClient Client(this MessageElements message)
    {
        var bsn = message.Bsn().Text;
        message.Enter("Geboortedatum");
        var bornOn = message.Shared("Datum").Date();
        var unknown = message.IsSharedNext("DatumGebruik") ? message.Shared("DatumGebruik").OneOf(UnknownOfBirth.Codes) : null;
        message.Leave("Geboortedatum");
        var gender = message.Own("Geslacht").OneOf(Gender.All);
        message.Enter("Naam");
        message.EnterShared("Geslachtsnaam");
        var surname = message.Shared("Achternaam").Words(200);
        var prefix = message.IsSharedNext("Voorvoegsel") ? message.Shared("Voorvoegsel").Words(10) : null;
        message.Leave("Geslachtsnaam");
        message.SkipShared("Voornamen");
        message.SkipShared("Voorletters");
        message.Leave("Naam");
        return new MessageClient(bsn, bornOn, gender, surname, prefix, unknown);
    }

    /// <param name="nameUse">Only the allocation says it.</param>
    public static void Client(this IwmoWriter message, MessageClient client, string? nameUse = null)
    {
        message.Own("Bsn", client.Bsn);
        message.Group("Geboortedatum", () =>
        {
            message.Shared("Datum", IwmoWriter.Day(client.BornOn));
            message.SharedIfAny("DatumGebruik", client.UnknownOfBirth);
        });
        message.Own("Geslacht", client.Gender);
        message.Group("Naam", () =>
        {
            message.SharedGroup("Geslachtsnaam", () =>
            {
                message.Shared("Achternaam", client.Surname);
                message.SharedIfAny("Voorvoegsel", client.SurnamePrefix);
            });
            message.SharedIfAny("NaamGebruik", nameUse);
        });
    }

    public static MessageProduct? Product(this MessageElements message)
    {
        if (!message.IsNext("Product"))
        {
            return null;
        }

        message.Enter("Product");
        var category = message.Shared("Categorie").OneOf(IwmoCodes.Categories);
        var code = message.IsSharedNext("Code") ? message.Shared("Code").Words(5) : null;
        message.Leave("Product");
        return new MessageProduct(category, code);
    }

    public static void Product(this IwmoWriter message, MessageProduct? product)
    {
        if (product is not null)
        {
            message.Group("Product", () =>
            {
                message.Shared("Categorie", product.Category);
                message.SharedIfAny("Code", product.Code);
            });
        }
    }

    public static Extent? Extent(this MessageElements message)
    {
        if (!message.IsNext("Omvang"))
        {
            return null;
        }

        message.Enter("Omvang");
        var volume = message.Shared("Volume").Number(HighestVolume);
        var unit = message.Shared("Eenheid").OneOf(IwmoCodes.Units);
        var frequency = message.Shared("Frequentie").OneOf(ExtentFrequency.All);
        message.Leave("Omvang");
        return new Extent(volume, unit, frequency);
    }

    /// <summary>How much, or for how much money at most.</summary>
    public static void Extent(this IwmoWriter message, Extent? extent, Money? budget)
    {
        if (extent is not null)
        {
            message.Group("Omvang", () =>
            {
                message.Shared("Volume", IwmoWriter.Number(extent.Volume));
                message.Shared("Eenheid", extent.Unit);
                message.Shared("Frequentie", extent.Frequency);
            });
        }

        message.OwnIfAny("Budget", budget is { } most ? IwmoWriter.Number(most.Cents) : null);
    }

    public static Money? Budget(this MessageElements message) => message.IsNext("Budget") ? new Money(message.Own("Budget").Number(HighestVolume)) : null;

    public static long Number(this MessageElements message, string name) => message.Own(name).Number(HighestNumber);

    public static long? NumberIfAny(this MessageElements message, string name) => message.IsNext(name) ? message.Number(name) : null;

    public static DateOnly? DayIfAny(this MessageElements message, string name) => message.IsNext(name) ? message.Own(name).Date() : null;

    public static string Reference(this MessageElements message) => message.Own("ReferentieAanbieder").Words(36);

    /// <summary>The last day, which may be left open and does not come before the first.</summary>
    /// <param name="line">Where the product starts, for the fault.</param>
    public static DateOnly? LastDay(this MessageElements message, string name, DateOnly startsOn, int line)
    {
        var endsOn = message.DayIfAny(name);
        return endsOn < startsOn ? throw new MessageFaultException(MessageFault.PeriodReversed.At(line, name)) : endsOn;
    }

    public static void OwnIfAny(this IwmoWriter message, string name, string? value)
    {
        if (value is not null)
        {
            message.Own(name, value);
        }
    }

    public static void OwnIfAny(this IwmoWriter message, string name, DateOnly? day) => message.OwnIfAny(name, day is { } some ? IwmoWriter.Day(some) : null);

    public static void OwnIfAny(this IwmoWriter message, string name, long? number) => message.OwnIfAny(name, number is { } some ? IwmoWriter.Number(some) : null);

    public static void SharedIfAny(this IwmoWriter message, string name, string? value)
    {
        if (value is not null)
        {
            message.Shared(name, value);
        }
    }

    /// <summary>One or more of the same, in a group of their own.</summary>
    public static void Several<T>(this IwmoWriter message, string group, string one, IReadOnlyList<T> all, Action<T> write) => message.Group(group, () =>
    {
        foreach (var each in all)
        {
            message.Group(one, () => write(each));
        }
    });
}
