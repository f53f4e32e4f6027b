using Budget.Core.Residents;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Text;

/// <summary>A page about one person's file: of the visitor, or of whom the visitor represents.</summary>
public abstract class PersonPage(MyPeople people) : PortalPage
{
    /// <summary>Whose, for who represents somebody.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Voor { get; set; }

    public IReadOnlyList<MyPeople.Person> People { get; private set; } = [];

    public MyPeople.Person Person { get; private set; } = null!;

    /// <summary>Empty when it is one's own.</summary>
    public string Whose => Person.Kind == "self" ? "" : Person.Name;

    public string PersonId => Person.ResidentId.Value.ToString("D");

    /// <returns>Where else to go; none when there is somebody to show something of.</returns>
    protected async Task<IActionResult?> FindPerson()
    {
        var choice = await people.Choose(Me, Voor);
        People = choice.People;
        if (People.Count == 0)
        {
            return LocalRedirect("/kennismaken");
        }

        if (choice.Person is not { } person)
        {
            return NotFound();
        }

        Person = person;
        return null;
    }
}
