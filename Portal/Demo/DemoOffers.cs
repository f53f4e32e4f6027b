using Budget.Core.OpenOffer;
using Budget.Core.SupportRequests;
using static Budget.Core.OpenOffer.AccessFact;
using static Budget.Core.OpenOffer.OfferKind;
using static Budget.Core.SupportRequests.LifeDomain;

namespace Portal.Demo;

/// <summary>What there is for everybody in the demo town. All of it is made up.</summary>
internal static class DemoOffers
{
    private const string Draaikom = "Buurthuis De Draaikom";

    public static readonly IReadOnlyList<GeneralProvision> Huizen =
    [
        Of(ShoppingBus, "Boodschappenbus", "Shopping bus",
            "De bus haalt u thuis op en brengt u naar de winkels. De chauffeur helpt met de tassen.", "The bus picks you up at home and takes you to the shops. The driver helps with the bags.",
            [Household, GettingAround], "", "", "", "Elke dinsdag en vrijdag, tussen 9 en 12 uur", "Each Tuesday and Friday, between 9 and 12", "€ 2,50 per rit", "€ 2.50 a ride", "035 555 0410",
            [BringSomebody, AtHome], here: true, places: 16),
        Of(EatingTogether, "Samen eten in De Draaikom", "Eating together at De Draaikom",
            "Een warme maaltijd met buurtgenoten. Vertel het als u iets niet mag eten.", "A warm meal with neighbours. Tell us when there is something you may not eat.",
            [Contact, LifeDomain.Day, Household], Draaikom, "Plein 2000 1", "bovenmaten", "Elke woensdag en zondag om 17.30 uur", "Each Wednesday and Sunday at 17:30", "€ 6 per maaltijd", "€ 6 a meal", "035 555 0303",
            [StepFree, AccessibleToilet, NearBusStop, BringSomebody], here: true, places: 24),
        Of(ComputerLessons, "Digitale hulp en computerles", "Digital help and computer lessons",
            "Vrijwilligers helpen met uw telefoon, tablet of DigiD. Neem uw eigen apparaat mee, of gebruik dat van ons.", "Volunteers help with your phone, tablet or DigiD. Bring your own device, or use ours.",
            [LifeDomain.Money, LifeDomain.Day], "Bibliotheek Huizen", "Graaf Wichman 36", "oude-dorp", "Elke donderdag van 10 tot 12 uur", "Each Thursday from 10 to 12", "Gratis", "Free", "035 555 0420",
            [StepFree, AccessibleToilet, HearingLoop, NearBusStop]),
        Of(IncomeScheme, "Bijzondere bijstand", "Special assistance",
            "Geld voor kosten die nodig zijn en die u niet kunt betalen, bijvoorbeeld een bril of een nieuwe koelkast. Wij rekenen met u uit of u er recht op heeft.",
            "Money for costs that are necessary and that you cannot pay, such as glasses or a new fridge. We work out with you whether you are entitled to it.",
            [LifeDomain.Money, LifeDomain.Home], "Gemeentehuis", "Graaf Wichman 10", "oude-dorp", "Op afspraak", "By appointment", "Gratis", "Free", "035 528 1911", [StepFree, AccessibleToilet, HearingLoop]),
        Of(IncomeScheme, "Collectieve zorgverzekering", "Group health insurance",
            "Een goede verzekering voor wie een laag inkomen heeft. De gemeente betaalt een deel van de premie.", "Good insurance for people on a low income. The municipality pays part of the premium.",
            [LifeDomain.Money, Health], "", "", "", "Aanvragen kan het hele jaar", "You can apply all year", "Gratis", "Free", "035 528 1911", [Online]),
        Of(IncomeScheme, "Hulp bij schulden", "Help with debts",
            "Een gesprek zonder oordeel over uw geld. Samen maken wij een plan, en wij bellen met wie u nog moet betalen.", "A talk about your money without judging. We make a plan together, and call those whom you still have to pay.",
            [LifeDomain.Money], Draaikom, "Plein 2000 1", "bovenmaten", "Elke maandag van 13 tot 16 uur", "Each Monday from 13 to 16", "Gratis", "Free", "035 555 0430", [StepFree, Quiet, BringSomebody]),
        Of(VolunteerHelp, "Klussendienst", "Odd jobs service",
            "Vrijwilligers hangen een lamp op, zetten een beugel in de douche of maken de tuin bij.", "Volunteers put up a lamp, fix a grab rail in the shower or tidy the garden.",
            [LifeDomain.Home, Household], "", "", "", "Op afspraak, binnen twee weken", "By appointment, within two weeks", "€ 5 en de materialen", "€ 5 and the materials", "035 555 0440", [AtHome], here: true),
        Of(VolunteerHelp, "Maatje", "Buddy",
            "Iemand uit de buurt komt eens per week langs: voor een praatje, een wandeling of samen naar de markt.", "Somebody from the neighbourhood comes by once a week: for a chat, a walk or together to the market.",
            [Contact, GettingAround], "", "", "", "Eens per week, op een dag die u past", "Once a week, on a day that suits you", "Gratis", "Free", "035 555 0440", [AtHome, Quiet], here: true),
        Of(VolunteerHelp, "Hulp bij formulieren en post", "Help with forms and letters",
            "Neem uw brieven mee. Samen kijken wij wat er staat en wat u moet doen.", "Bring your letters. Together we look at what they say and what you have to do.",
            [LifeDomain.Money], "Wijkcentrum Holleblok", "Holleblok 2", "huizermaat", "Elke dinsdag van 10 tot 12 uur", "Each Tuesday from 10 to 12", "Gratis", "Free", "035 555 0450", [StepFree, AccessibleToilet, NearBusStop]),
        Of(OfferKind.CarerSupport, "Steunpunt mantelzorg", "Support for carers",
            "Zorgt u voor een ander? Hier krijgt u advies, en iemand die het een middag overneemt.", "Do you care for somebody? Here you get advice, and somebody who takes over for an afternoon.",
            [Caring], Draaikom, "Plein 2000 1", "bovenmaten", "Op werkdagen van 9 tot 17 uur", "On working days from 9 to 17", "Gratis", "Free", "035 555 0460", [StepFree, Quiet, BringSomebody]),
        Of(OfferKind.CarerSupport, "Alzheimercafé", "Alzheimer café",
            "Een avond voor mensen met dementie en wie hen lief is. Met een gast die iets vertelt, en tijd om te praten.", "An evening for people with dementia and those who love them. With a guest who tells something, and time to talk.",
            [Caring, Health, Contact], "Wijkcentrum Holleblok", "Holleblok 2", "huizermaat", "Elke tweede woensdag van de maand, 19.30 uur", "Each second Wednesday of the month, 19:30", "Gratis", "Free", "035 555 0450", [StepFree, HearingLoop, BringSomebody]),
        Of(Other, "Inloopochtend met koffie", "Coffee morning",
            "Loop binnen wanneer u wilt. Er is altijd een gastvrouw, en meestal taart.", "Walk in when you like. There is always a host, and mostly cake.",
            [Contact, LifeDomain.Day], "Buurtkamer Zenderwijk", "Ceintuurbaan 5", "zenderwijk", "Elke ochtend van 9.30 tot 11.30 uur", "Each morning from 9:30 to 11:30", "€ 1 per kop", "€ 1 a cup", "035 555 0470", [StepFree, NearBusStop], serves: ["zenderwijk", "phohi", "oude-dorp"]),
        Of(Other, "Bewegen op muziek", "Moving to music",
            "Rustig bewegen, op een stoel of ernaast. Een fysiotherapeut let op u.", "Gentle movement, on a chair or beside it. A physiotherapist keeps an eye on you.",
            [Health, Contact], "Sporthal De Meent", "Monnickskamp 3", "bijvanck", "Elke maandag en donderdag om 10 uur", "Each Monday and Thursday at 10", "€ 3 per keer", "€ 3 each time", "035 555 0480", [StepFree, AccessibleToilet], here: true, places: 12),
        Of(Other, "Rouwgroep", "Bereavement group",
            "Praten met anderen die iemand verloren. Zes middagen, met een vaste begeleider.", "Talking with others who lost somebody. Six afternoons, with the same guide.",
            [Contact, Health], "Kerkelijk centrum", "Kerkstraat 20", "oude-dorp", "Om de week op vrijdag om 14 uur", "Every other Friday at 14:00", "Gratis", "Free", "035 555 0490", [Quiet, StepFree], here: true, places: 8),
        Of(ShoppingBus, "Rijden met een vrijwilliger", "A ride with a volunteer",
            "Een vrijwilliger rijdt u naar de dokter, de kapper of de familie. De rolstoel kan mee.", "A volunteer drives you to the doctor, the hairdresser or your family. The wheelchair can come along.",
            [GettingAround, Health], "", "", "", "Bel een dag van tevoren", "Call a day ahead", "€ 0,35 per kilometer", "€ 0.35 a kilometre", "035 555 0410", [AtHome, BringSomebody]),
        Of(Other, "Repair Café", "Repair café",
            "Samen repareren wij uw lamp, fiets of broek.", "Together we mend your lamp, bicycle or trousers.",
            [Household, Contact], "Wijkgebouw Stad en Lande", "Delta 12", "stad-lande", "Elke eerste zaterdag van de maand, 10 uur", "Each first Saturday of the month, 10:00", "Wat u kunt missen", "What you can spare", "035 555 0500", [StepFree, BringSomebody]),
    ];

    public static readonly IReadOnlyList<GeneralProvision> Hilversum =
    [
        Of(EatingTogether, "Buurttafel Kerkelanden", "Neighbourhood table Kerkelanden",
            "Samen koken en samen eten. Wie niet kan staan, snijdt aan tafel mee.", "Cooking and eating together. Who cannot stand helps at the table.",
            [Contact, Household], "Wijkcentrum Kerkelanden", "Kerkelandenlaan 3", "kerkelanden", "Elke donderdag om 16 uur", "Each Thursday at 16:00", "€ 5 per keer", "€ 5 each time", "035 555 0610", [StepFree, AccessibleToilet], here: true, places: 20),
        Of(ShoppingBus, "Meentbus", "Meentbus",
            "Een kleine bus van de Meent naar het centrum en terug.", "A small bus from the Meent to the centre and back.",
            [GettingAround], "", "", "", "Elke werkdag om 10 en om 14 uur", "Each working day at 10 and at 14", "€ 1,50 per rit", "€ 1.50 a ride", "035 555 0620", [StepFree, BringSomebody], serves: ["meent"]),
        Of(IncomeScheme, "Hilversumpas", "Hilversum pass",
            "Korting op sport, museum en cursus voor wie weinig geld heeft.", "A discount on sports, museums and courses for people with little money.",
            [LifeDomain.Money, Contact], "", "", "", "Aanvragen kan het hele jaar", "You can apply all year", "Gratis", "Free", "14 035", [Online]),
        Of(VolunteerHelp, "Thuisadministratie", "Help with paperwork",
            "Een vrijwilliger komt thuis en ordent samen met u de post.", "A volunteer comes to your home and sorts the letters with you.",
            [LifeDomain.Money], "", "", "", "Op afspraak", "By appointment", "Gratis", "Free", "035 555 0630", [AtHome, Quiet], here: true),
    ];

    private static GeneralProvision Of(
        OfferKind kind, string nameNl, string nameEn, string aboutNl, string aboutEn, IReadOnlyList<LifeDomain> domains, string location, string address, string neighbourhood,
        string whenNl, string whenEn, string costsNl, string costsEn, string phone, IReadOnlyList<AccessFact> facts, bool here = false, long? places = null, IReadOnlyList<string>? serves = null) => new(
        kind, nameNl, nameEn, aboutNl, aboutEn, domains, location, address, neighbourhood, whenNl, whenEn, costsNl, costsEn, phone, "", "", facts, here, places, StartsOn: null, EndsOn: null, serves ?? []);
}
