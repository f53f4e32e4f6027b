namespace Budget.Core.Iwmo;

/// <summary>How often the volume comes (Frequentie): each day, week or month, or once over the days of the allocation.</summary>
public static class ExtentFrequency
{
    public const string Day = "1";
    public const string Week = "2";
    public const string Month = "4";
    public const string Total = "6";

    public static IReadOnlyList<string> All { get; } = [Day, Week, Month, Total];
}

/// <summary>Why an allocation is changed (RedenWijziging), as far as the portal gives one: the client died or moves to another municipality, for less long, another form (a PGB), another provider, because the provider stops, or taken back as if it had never been.</summary>
public static class ReasonOfChange
{
    public const string Died = "02";
    public const string Shortened = "05";
    public const string Moved = "07";
    public const string OtherForm = "08";
    public const string OtherProvider = "09";
    public const string ByProvider = "12";
    public const string Removed = "13";
}

/// <summary>Why help ends (RedenBeeindiging). Those with a name are the ones that the portal speaks of; a provider may send any of them.</summary>
public static class ReasonOfEnd
{
    public const string AsPlanned = "19";
    public const string ByClient = "21";
    public const string ByProvider = "22";
    public const string ByMunicipality = "36";
    public const string OtherProvider = "38";

    public static IReadOnlyList<string> All { get; } = ["02", AsPlanned, "20", ByClient, ByProvider, "23", "31", ByMunicipality, "37", OtherProvider, "39"];
}

/// <summary>What a message does to what was sent before about the same (StatusAanlevering): the first word, a change, a removal, or nothing.</summary>
public static class DeliveryStatus
{
    public const string First = "1";
    public const string Changed = "2";
    public const string Removed = "3";
    public const string Unchanged = "9";

    public static IReadOnlyList<string> All { get; } = [First, Changed, Removed, Unchanged];
}

/// <summary>Geslacht. The portal does not keep it; what it does not know is <see cref="Unknown"/>.</summary>
public static class Gender
{
    public const string Unknown = "0";
    public const string Male = "1";
    public const string Female = "2";

    public static IReadOnlyList<string> All { get; } = [Unknown, Male, Female];
}

/// <summary>What of a date of birth is not known (DatumGebruik); without it the whole date is.</summary>
public static class UnknownOfBirth
{
    public const string Day = "1";
    public const string DayAndMonth = "2";
    public const string All = "3";

    public static IReadOnlyList<string> Codes { get; } = [Day, DayAndMonth, All];
}

/// <summary>Which of the names somebody goes by (NaamGebruik), as far as the portal knows: it keeps one name.</summary>
public static class NameUse
{
    public const string Own = "1";
}

/// <summary>Which address is given (AdresSoort).</summary>
public static class AddressKind
{
    public const string Registered = "01";
    public const string Correspondence = "02";
    public const string Stay = "03";
    public const string TemporaryStay = "04";
}

/// <summary>Why a provider asks for a change (RedenVerzoek): the situation of the client changed, or the plan did.</summary>
public static class ReasonOfRequest
{
    public const string Situation = "1";
    public const string Plan = "2";

    public static IReadOnlyList<string> All { get; } = [Situation, Plan];
}

/// <summary>Who sent the client to the provider (TypeVerwijzer); 07 does not exist.</summary>
public static class ReferrerType
{
    public const string Municipality = "01";
    public const string FamilyDoctor = "02";
    public const string Nobody = "06";

    public static IReadOnlyList<string> All { get; } = [Municipality, FamilyDoctor, "03", "04", "05", Nobody, "08"];
}

/// <summary>Why a request of a provider is refused (RedenAfwijzingVerzoek).</summary>
public static class ReasonOfRefusal
{
    public const string NewApplication = "1";
    public const string AboveBudget = "2";
    public const string NoContract = "3";
    public const string OutsideContract = "4";
    public const string OtherMunicipality = "5";
    public const string Accumulation = "6";
    public const string OfContent = "7";
    public const string Residence = "8";
    public const string Age = "9";

    public static IReadOnlyList<string> All { get; } =
        [NewApplication, AboveBudget, NoContract, OutsideContract, OtherMunicipality, Accumulation, OfContent, Residence, Age];
}
