using Budget.Core.Caseload;

namespace Portal.Text;

/// <summary>Where what waits is done, by its kind.</summary>
internal static class WorklistText
{
    public static string Link(Worklist.Item item) => item.Kind switch
    {
        "objection" => $"/consulent/bezwaar/{item.Target}",
        "correction" or "destruction" or "destruction-proposed" or "destruction-mine" => $"/consulent/verzoek/{item.Target}",
        "proposal" => $"/consulent/levering/voorstel/{item.Target}",
        "concern" => $"/consulent/meldingen/{item.Target}",
        "allocation-asked" or "change-asked" => $"/consulent/vraag/{item.Target}",
        "agreement" or "agreement-second" => $"/consulent/zorgovereenkomsten/{item.Target}",
        "hours-left" => $"/consulent/hulpvraag/{item.Target}/wachtende-uren",
        "helper-account" => "/consulent/rekeningen-van-hulpen",
        "idea" => $"/aanbod/ideeen/{item.Target}",
        "not-reached" => $"/consulent/hulpvraag/{item.Target}/werkt-het",
        "dispute" => $"/consulent/betwist/{item.Target}",
        "shift" => $"/consulent/hulpvraag/{item.Target}/plan-op-een-rij",
        _ => $"/consulent/hulpvraag/{item.Target}",
    };
}
