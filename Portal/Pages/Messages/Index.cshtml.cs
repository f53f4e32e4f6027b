using Budget.Core;
using Budget.Core.Messages;
using Budget.Core.Residents;
using Portal.Text;

namespace Portal.Pages.Messages;

/// <summary>All conversations of the visitor, what is unread first.</summary>
public sealed class IndexModel(Conversations conversations, MyPeople people) : PortalPage
{
    private IReadOnlyList<MyPeople.Person> persons = [];

    public Role Role => Me.Role;

    public IReadOnlyList<Conversations.Item> Items { get; private set; } = [];

    public async Task OnGet()
    {
        Items = await conversations.Of(Me);
        persons = Role == Role.Resident ? await people.Of(Me) : [];
    }

    /// <summary>Of whom somebody represents, when there is more than one file.</summary>
    public bool IsOfOther(Conversations.Item item) => Role == Role.Resident && (persons.Count > 1 || persons.Any(person => person.Kind != "self" && person.Name == item.ResidentName));

    public string NameOf(Conversations.Item item) => Role == Role.Resident && item.Other.Length == 0 ? Text("municipality", item.Name) : item.Name;

    public string LinkTo(Conversations.Item item) => Role switch
    {
        Role.Caseworker => $"/consulent/hulpvraag/{item.RequestNumber}/berichten",
        Role.ProviderStaff => $"/aanbieder/client/{item.Assignment}/berichten",
        _ when item.Other.Length > 0 => $"/berichten/{item.RequestNumber}/{item.Other}",
        _ => $"/berichten/{item.RequestNumber}",
    };
}
