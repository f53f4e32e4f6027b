using Budget.Core;
using Budget.Core.Providers;
using Budget.Core.SupportRequests;

namespace Portal.Demo;

/// <summary>What the demo municipalities grant and who is contracted for it. Rates after a real regional by-law of 2023.</summary>
internal static class DemoCatalogue
{
    public const string Household = "01A03";
    public const string Guidance = "02A05";
    public const string SpecialistGuidance = "02A08";
    public const string ShortStay = "04A01";
    public const string DayActivities = "07A02";

    public static readonly IReadOnlyList<Product> Products =
    [
        new(Household, "01", CareUnit.Hour, "Hulp bij het huishouden", "Household help", new Money(3180)),
        new(Guidance, "02", CareUnit.Hour, "Begeleiding", "Guidance", new Money(6600)),
        new(SpecialistGuidance, "02", CareUnit.Hour, "Gespecialiseerde begeleiding", "Specialist guidance", new Money(7380)),
        new(ShortStay, "04", CareUnit.Day, "Kort verblijf (logeren)", "Short stay", new Money(25547)),
        new(DayActivities, "07", CareUnit.DayPart, "Dagactiviteiten", "Day activities", new Money(3969)),
    ];

    public sealed record DemoProvider(
        string Agb, string Kvk, string Name, string AboutNl, string AboutEn, string Phone, string? StaffLogin,
        IReadOnlyList<(string Product, long RateCents)> Offers)
    {
        /// <summary>Who may read what it declared, and not declare.</summary>
        public string? ReaderLogin { get; init; }
    }

    public static readonly IReadOnlyList<DemoProvider> Providers =
    [
        new("41410101", "32100001", "Thuiszorg Gooi",
            "Hulp in huis en begeleiding, met vaste gezichten. Wij komen ook in de avond.",
            "Help at home and guidance by familiar faces. We also come in the evening.",
            "035 555 0101", "aanbieder", [(Household, 3120), (Guidance, 6450)]) { ReaderLogin = "aanbieder3" },
        new("41410202", "32100002", "De Meent Begeleiding",
            "Begeleiding en dagactiviteiten in kleine groepen, dicht bij huis.",
            "Guidance and day activities in small groups, close to home.",
            "035 555 0202", "aanbieder2", [(Guidance, 6300), (SpecialistGuidance, 7380), (DayActivities, 3640)]),
        new("41410303", "32100003", "Buurthuis De Draaikom",
            "Een initiatief van bewoners: hulp en gezelschap door mensen uit de buurt.",
            "An initiative of residents: help and company by people from the neighbourhood.",
            "035 555 0303", StaffLogin: null, [(Household, 2850), (Guidance, 5800), (DayActivities, 3308)]),
    ];

    public static readonly IReadOnlyList<string> FamilyNames =
    [
        "de Boer", "Kaya", "Visser", "El Amrani", "Kowalska", "van den Berg", "Öztürk", "Dijkstra", "Meijer", "Bouzid", "Łukasik", "de Wit",
        "Ramdin", "Hoekstra", "Đorđević", "Prins", "Şahin", "Veenstra", "Martina", "van Leeuwen", "Popescu", "Schouten", "Yıldız", "Kuipers",
    ];

    /// <summary>What somebody asks for, in words that people use.</summary>
    public sealed record Need(LifeDomain Domain, string OwnWords, string Goal, bool IsUrgent = false)
    {
        public RequestContent Request => new(
            OwnWords, [new SupportNeed(Domain, Goal)], "Mijn buurvrouw doet soms boodschappen.", "Iemand die elke week komt.", "", WishedForm.PersonFollowing)
        {
            OwnStrength = "Licht werk lukt, als ik tussendoor rust.",
            CarerNeeds = "Zij is zelf ook niet jong meer. Meer kan ik niet vragen.",
            Tried = "Boodschappen laten bezorgen. Dat helpt een beetje.",
            IsUrgent = IsUrgent,
            UrgentBecause = IsUrgent ? "Ik kom deze week thuis uit het ziekenhuis en kan nog niet lopen." : "",
        };
    }

    public static readonly Need NeedOfEmre = new(LifeDomain.Day, "Mijn zoon Emre heeft autisme. Thuis loopt het vaak vast.", "Emre leert zijn dag zelf in te delen.");

    public static readonly IReadOnlyList<Need> Needs =
    [
        new(LifeDomain.Household, "Sinds mijn val kom ik de trap niet goed meer op en stofzuigen lukt niet meer.", "Ik wil weer in een schoon huis wonen."),
        new(LifeDomain.Money, "Ik vergeet veel en raak het overzicht kwijt. Mijn post blijft liggen.", "Ik wil mijn post en afspraken weer op orde."),
        new(LifeDomain.Caring, "Mijn man is ziek en ik zorg voor hem. Ik kom nergens anders meer aan toe.", "Ik wil dat wij samen thuis kunnen blijven."),
        new(LifeDomain.Contact, "Ik zit hele dagen alleen en zie bijna niemand.", "Ik wil een paar dagen per week onder de mensen zijn."),
        new(LifeDomain.Household, "Door mijn reuma doen mijn handen te veel pijn voor zwaar werk in huis.", "Ik wil hulp bij ramen, vloeren en bedden."),
    ];
}
